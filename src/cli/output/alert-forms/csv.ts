import { alertLines } from './columns.ts';
import type { AlertFormDefinition } from './form.ts';

/** CSV (RFC 4180), one row an alert, a column for each field. */
export const csvForm: AlertFormDefinition = {
  name: 'csv',
  namesFields: true,
  start(setting) {
    const { out } = setting;
    const started = alertLines(
      [
        ['time', (alert) => alert.time],
        ['severity', (alert) => alert.severity],
        ['detection', (alert) => alert.detection ?? alert.rule?.id],
        ['title', (alert) => alert.title],
        ['attack', (alert) => alert.attack.join(' ')],
        ['branch', (alert) => alert.branch],
        ['host', (alert) => alert.host],
        ['user', (alert) => alert.user],
        ['channel', (alert) => alert.events[0]?.channel],
        ['event_id', (alert) => alert.events[0]?.eventId],
        ['count', (alert) => alert.count],
        ['first_time', (alert) => alert.firstTime],
        ['file', (alert) => alert.events[0]?.file],
        ['record', (alert) => alert.events[0]?.record],
      ],
      setting,
    );
    return {
      write: (alert) => out.write(started().line(alert)),
      finish: () => started().notes,
    };
  },
};
