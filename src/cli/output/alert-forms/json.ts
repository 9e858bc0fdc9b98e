import type { AlertFormDefinition } from './form.ts';

/** Units of text that are written at once, so that many alerts do not cost a write each. */
const LINES_TOGETHER = 32_768;

/** One JSON object a line. */
export const ndjsonForm: AlertFormDefinition = {
  name: 'ndjson',
  start({ out, isImmediate }) {
    const most = isImmediate ? 0 : LINES_TOGETHER;
    let lines = '';
    const flush = (): void => {
      if (lines !== '') out.write(lines);
      lines = '';
    };
    return {
      write(alert) {
        lines += `${JSON.stringify(alert)}\n`;
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
    let isFirst = true;
    out.write('[');
    return {
      write(alert) {
        out.write(`${isFirst ? '\n' : ',\n'}${JSON.stringify(alert)}`);
        isFirst = false;
      },
      finish() {
        out.write(isFirst ? ']\n' : '\n]\n');
        return [];
      },
    };
  },
};
