import { alertName } from '../../../scan/index.ts';
import { countText } from '../../../value/index.ts';
import { alertFieldsLine } from '../alerts.ts';
import { alertLines } from './columns.ts';
import type { AlertFormDefinition } from './form.ts';

/** Units of the fields in a message; their columns have the whole. */
const MESSAGE_FIELDS = 500;

/** Milliseconds since 1970 as the microseconds that Timesketch sorts by. */
const microseconds = (time: string): string => `${Date.parse(time)}000`;

/**
 * CSV as Timesketch imports it: `message`, `datetime` and `timestamp_desc` must be there, `timestamp` may (source: Timesketch, Import from
 * JSON or CSV). An alert of events without a time has no place on a timeline.
 */
export const timesketchForm: AlertFormDefinition = {
  name: 'timesketch',
  namesFields: true,
  start(setting) {
    const { out } = setting;
    let timeless = 0;
    const started = alertLines(
      [
        [
          'message',
          (alert) => {
            const fields = alertFieldsLine(alert);
            const cut = fields.length > MESSAGE_FIELDS ? `${fields.slice(0, MESSAGE_FIELDS)}…` : fields;
            return `[${alert.severity ?? 'no level'}] ${alertName(alert)}${cut === '' ? '' : `: ${cut}`}`;
          },
        ],
        ['datetime', (alert) => alert.time?.replace(/Z$/, '+00:00')],
        ['timestamp', (alert) => alert.time && microseconds(alert.time)],
        ['timestamp_desc', (alert) => (alert.count > 1 ? 'Newest event of the alert' : 'Event of the alert')],
        ['level', (alert) => alert.severity],
        ['rule', (alert) => alertName(alert)],
        ['rule_id', (alert) => alert.detection ?? alert.rule?.id],
        ['attack', (alert) => alert.attack.join(' ')],
        ['hostname', (alert) => alert.host],
        ['username', (alert) => alert.user],
        ['channel', (alert) => alert.events[0]?.channel],
        ['event_id', (alert) => alert.events[0]?.eventId],
        ['events', (alert) => alert.count],
        ['source_file', (alert) => alert.events[0]?.file],
        ['record', (alert) => alert.events[0]?.record],
      ],
      setting,
    );
    return {
      write(alert) {
        if (alert.time === undefined) timeless++;
        else out.write(started().line(alert));
      },
      finish() {
        const { notes } = started();
        if (timeless === 0) return notes;
        const what =
          timeless === 1 ? '1 alert has no time and is' : `${countText(timeless)} alerts have no time and are`;
        return [...notes, `${what} not in the timeline`];
      },
    };
  },
};
