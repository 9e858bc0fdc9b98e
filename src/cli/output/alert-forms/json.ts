import { AlertTexts } from '../../../scan/index.ts';
import type { AlertFormDefinition } from './form.ts';

/** Units of text that are written at once, so that many alerts do not cost a write each. */
const LINES_TOGETHER = 32_768;

/** One JSON object a line. */
export const ndjsonForm: AlertFormDefinition = {
  name: 'ndjson',
  start({ out, isImmediate }) {
    const most = isImmediate ? 0 : LINES_TOGETHER;
    const texts = new AlertTexts();
    let lines = '';
    const flush = (): void => {
      if (lines !== '') out.write(lines);
      lines = '';
    };
    return {
      write(alert) {
        lines += `${texts.of(alert)}\n`;
        if (lines.length > most) flush();
      },
      finish() {
        flush();
        return [];
      },
    };
  },
};

/** One JSON array. */
export const jsonForm: AlertFormDefinition = {
  name: 'json',
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
