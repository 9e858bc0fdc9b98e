import type { Alert, RunnableDetection } from '../../scan/index.ts';

/** A word as a shell takes it. */
function shellWord(text: string): string {
  return /^[\w./:@#%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that shows why an alert was given, undefined where there is none: for several events, or a file of several rules. */
export type ExplainCommand = (alert: Alert) => string | undefined;

/** Such commands for the alerts of some detections; `rewriting` are the options by which rules are rewritten, with their values. */
export function explainCommands(
  detections: readonly RunnableDetection[],
  rewriting: readonly (readonly [option: string, value: string])[],
): ExplainCommand {
  const rulesOf = new Map<string, number>();
  for (const { path } of detections) if (path !== undefined) rulesOf.set(path, (rulesOf.get(path) ?? 0) + 1);
  return ({ detection, rule, count, events: [event] }) => {
    const name = detection ?? rule?.path;
    if (name === undefined || event?.record === undefined || count > 1) return undefined;
    const chosen = rule && rulesOf.get(rule.path) !== 1 ? [['rule', rule.id] as const] : [];
    const options = [...chosen, ...(rule && /\.ya?ml$/i.test(rule.path) ? rewriting : [])].map(
      ([option, value]) => `--${option} ${shellWord(value)}`,
    );
    return ['spoor explain', shellWord(name), ...options, shellWord(`${event.file}#${event.record}`)].join(' ');
  };
}
