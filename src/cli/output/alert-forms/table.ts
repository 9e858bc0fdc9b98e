import type { Alert } from '../../../scan/index.ts';
import { foldAlerts, renderAlerts } from '../alerts.ts';
import type { AlertFormDefinition } from './form.ts';

/** Alerts that a table shows at most; NDJSON has no such bound. */
const TABLE_ROWS = 100_000;

/** A table for people, fitted to the terminal. */
export const tableForm: AlertFormDefinition = {
  name: 'table',
  start({ out, width, paint, all }) {
    const kept: Alert[] = [];
    let written = 0;
    return {
      write(alert) {
        if (written++ < TABLE_ROWS) kept.push(alert);
      },
      finish() {
        out.write(renderAlerts(kept, all, width, paint));
        if (written <= TABLE_ROWS) return [];
        return [`the table shows the first ${TABLE_ROWS} alerts; --format ndjson has all`];
      },
      get folds() {
        return !all && foldAlerts(kept).length < kept.length;
      },
    };
  },
};
