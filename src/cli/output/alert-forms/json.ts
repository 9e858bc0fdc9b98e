import { AlertTexts } from '../../../scan/index.ts';
import type { AlertFormDefinition } from './form.ts';

/** One JSON object a line. */
export const ndjsonForm: AlertFormDefinition = {
  name: 'ndjson',
  isJson: true,
  start({ out }) {
    const texts = new AlertTexts();
    return {
      write: (alert) => out.write(`${texts.of(alert)}\n`),
      finish: () => [],
    };
  },
};

/** One JSON array. */
export const jsonForm: AlertFormDefinition = {
  name: 'json',
  isJson: true,
  start({ out }) {
    const texts = new AlertTexts();
    let isFirst = true;
    out.write('[');
    return {
      write(alert) {
        out.write(`${isFirst ? '\n' : ',\n'}${texts.of(alert)}`);
        isFirst = false;
      },
      finish() {
        out.write(isFirst ? ']\n' : '\n]\n');
        return [];
      },
    };
  },
};
