import { SARIF_HEAD, sarifUri } from '../../../diagnostic/index.ts';
import { type Alert, type AlertEvent, alertKey, alertName, type SeverityLevel } from '../../../scan/index.ts';
import { alertFieldsLine } from '../alerts.ts';
import type { AlertFormDefinition } from './form.ts';

function levelOf(severity: SeverityLevel | undefined): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** A rank as SARIF has it: 0 to 100. */
const RANKS: Readonly<Record<SeverityLevel, number>> = {
  ...{ informational: 10, low: 30, medium: 50, high: 80, critical: 100 },
};

/** Files of which the record is no line. */
const RECORDS = /\.(?:evtx|xml)(?:\.gz)?$/i;

/** An event by its file and record; only in files of lines is the record a line. */
function locationOf({ file, record, offset, channel, eventId }: AlertEvent): object {
  const isLine = typeof record === 'number' && !RECORDS.test(file);
  return {
    physicalLocation: {
      artifactLocation: { uri: sarifUri(file) },
      ...(isLine && { region: { startLine: record } }),
    },
    ...(!isLine && {
      logicalLocations: [{ name: record === undefined ? `offset ${offset}` : `record ${record}`, kind: 'object' }],
    }),
    properties: { record, offset, channel, eventId },
  };
}

function resultOf(alert: Alert, ruleId: string, ruleIndex: number): object {
  const { severity, time, firstTime, host, user, branch, attack, fields, count, events } = alert;
  const where = [host, user].filter((one) => one !== undefined).join(', ');
  const what = alertFieldsLine(alert);
  return {
    ruleId,
    ruleIndex,
    level: levelOf(severity),
    ...(severity && { rank: RANKS[severity] }),
    message: { text: [alertName(alert), where && ` (${where})`, what && `: ${what}`].filter(Boolean).join('') },
    locations: events.slice(0, 1).map(locationOf),
    ...(events.length > 1 && { relatedLocations: events.slice(1).map((one, id) => ({ id, ...locationOf(one) })) }),
    properties: { severity, time, firstTime, host, user, branch, attack, events: count, fields },
  };
}

/** SARIF 2.1.0 (source: OASIS, Static Analysis Results Interchange Format): one result an alert; written as they come, so the rules that fired come last. */
export const sarifForm: AlertFormDefinition = {
  name: 'sarif',
  start({ out }) {
    const { $schema, version } = SARIF_HEAD;
    const rules = new Map<string, { readonly index: number; readonly rule: object }>();
    let isFirst = true;
    out.write(
      `{"$schema":${JSON.stringify($schema)},"version":"${version}","runs":[{"columnKind":"utf16CodeUnits","results":[`,
    );
    return {
      write(alert) {
        const id = alert.detection ?? alert.rule?.id ?? '';
        const key = alertKey(alert);
        let entry = rules.get(key);
        if (!entry) {
          const { severity, attack, rule } = alert;
          const described = {
            id,
            shortDescription: { text: alertName(alert) },
            defaultConfiguration: { level: levelOf(severity) },
            properties: { severity, tags: attack, path: rule?.path },
          };
          entry = { index: rules.size, rule: described };
          rules.set(key, entry);
        }
        out.write(`${isFirst ? '\n' : ',\n'}${JSON.stringify(resultOf(alert, id, entry.index))}`);
        isFirst = false;
      },
      finish({ version: own }) {
        const driver = { name: 'Spoor', version: own, rules: [...rules.values()].map(({ rule }) => rule) };
        out.write(`${isFirst ? '' : '\n'}],"tool":${JSON.stringify({ driver })}}]}\n`);
        return [];
      },
    };
  },
};
