import { aliasesOf, CATALOG_CHANNELS, catalogFields, catalogOf, foldName, SYSTEM_NAMES } from '../../event/index.ts';
import { formulaAt } from '../logic/condition.ts';
import { literalsOf } from '../logic/formula.ts';
import { onlyText } from '../logic/glob.ts';

import { type Leaf, leavesOf } from '../logic/leaves.ts';
import type { Atom } from '../logic/literal.ts';
import { logicOf } from '../logic/logic-of.ts';
import type { Names } from '../logic/names.ts';
import type { Term } from '../logic/terms.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
const EVENT_ID = new Set(['eventid', 'eventcode', 'event_id']);
const CHANNEL = new Set(['channel', '_sourcename']);
const PROVIDER = new Set(['provider_name', 'sourcename', 'providername', 'provider.name']);
/** Names short or plain enough that an extraction rule may give them to any event. */
const LEAST_LENGTH = 8;
const system = new Set(SYSTEM_NAMES.map(foldName));

let named: ReadonlySet<string> | undefined;

/** Folded names of all fields of the catalog. */
export function catalogNames(): ReadonlySet<string> {
  named ??= new Set(
    CATALOG_CHANNELS.flatMap((channel) => [...(catalogOf(channel)?.values() ?? [])].flat().map(foldName)),
  );
  return named;
}

/** The texts that a test allows, if they can be counted. */
export function textsOf({ shapes }: Atom): readonly string[] | undefined {
  const texts = shapes?.map((shape) => {
    if (shape.kind === 'range') return shape.low === shape.high ? String(shape.low) : undefined;
    return shape.kind === 'glob'
      ? (onlyText(shape.glob) ?? (shape.glob.pieces.length === 1 ? shape.glob.pieces[0] : undefined))
      : undefined;
  });
  return texts?.every((one) => one !== undefined) ? texts : undefined;
}

/** The channel that a test asks for. */
function channelOf(name: string, atom: Atom): string | undefined {
  const texts = textsOf(atom);
  if (CHANNEL.has(name)) return texts?.length === 1 && catalogOf(texts[0]!) ? texts[0] : undefined;
  if (PROVIDER.has(name) && texts?.length === 1) {
    const provider = texts[0]!.toLowerCase();
    if (provider === 'microsoft-windows-sysmon') return SYSMON;
    return provider === 'microsoft-windows-security-auditing' ? 'Security' : undefined;
  }
  if (name !== '_sourcecategory') return undefined;
  const categories =
    atom.shapes?.map((shape) => (shape.kind === 'glob' ? shape.glob.pieces.join('*').toLowerCase() : '')) ?? [];
  if (categories.length > 0 && categories.every((one) => one.includes('sysmon'))) return SYSMON;
  return categories.length > 0 && categories.every((one) => /win(?:dows)?\W+security\**$/.test(one))
    ? 'Security'
    : undefined;
}

/** Events of a channel. */
export interface Events {
  readonly channel: string;
  readonly ids: readonly number[];
}

/** The events that a way of passing allows, if it says so. */
function eventsOf(term: Term, names: Names): Events | undefined {
  let channel: string | undefined;
  let ids: readonly number[] | undefined;
  for (const { atom, negated } of term) {
    if (negated || atom.field === undefined) continue;
    const name = names.sourceOf(atom.field).eventField;
    if (name === undefined) continue;
    channel ??= channelOf(name, atom);
    if (EVENT_ID.has(name)) ids ??= textsOf(atom)?.map(Number);
  }
  return channel !== undefined && ids?.every(Number.isInteger) ? { channel, ids } : undefined;
}

/** True if the catalog knows all events and none of them has the field, under any name. */
export function isForeign(field: string, { channel, ids }: Events): boolean {
  return ids.every((eventId) => {
    const fields = catalogFields(channel, eventId)?.map(foldName);
    if (!fields) return false;
    return ![field, ...aliasesOf(field, 'evtx', { channel, eventId })].some((name) => fields.includes(name));
  });
}

function fieldOf({ test, negated, site }: Leaf): string | undefined {
  if (negated) return undefined;
  const { names } = site.reading;
  const formula = formulaAt(test, site.reading);
  // A test of a value that another stage chooses is no test of the event.
  const literals = formula.kind === 'or' ? [] : literalsOf(formula);
  const atom = literals.find((literal) => !literal.negated && literal.atom.shapes)?.atom;
  const field = atom?.field === undefined ? undefined : names.sourceOf(atom.field).eventField;
  if (field === undefined || field.length < LEAST_LENGTH || system.has(field) || field.startsWith('_'))
    return undefined;
  return catalogNames().has(field) ? field : undefined;
}

/** Tests of a field that the selected events do not have, by the catalog of Windows events. */
export const eventWithoutField: LintRule = {
  code: 'lint/event-without-field',
  severity: 'never',
  title: 'Field that the selected event does not have',
  why: 'The catalog lists every field that the event has in any of its versions; the tested one belongs to other events.',
  help: 'Select the event that has the field, or test the field that this event has in its place.',
  bad: [
    '_sourceCategory=windows/sysmon | where EventID = "1" and TargetUserName = "root"',
    '* | where Channel = "Security" | where EventID = 4688 and (TargetObject matches "*Run*" or CommandLine = "x")',
    '_sourceCategory=*sysmon* | json "EventID", "EventData.NewProcessName" as id, name nodrop | where id in ("1", "5") | where name matches "*cmd.exe"',
  ],
  good: [
    '_sourceCategory=windows/sysmon | where EventID = "1" and ParentCommandLine matches "*x*"',
    '_sourceCategory=windows/sysmon | where EventID in ("1", "13") and TargetObject matches "*Run*"',
    '* | where EventID = "1" and TargetUserName = "root"',
    '* | where Channel = "Security" and EventID = "4688" and ParentImage = "x"',
    '_sourceCategory=windows/sysmon | where EventID = "1" | parse "t=*," as TargetUserName | where TargetUserName = "root"',
  ],
  check({ text, query }) {
    return leavesOf(logicOf(query)).flatMap((leaf): readonly LintFinding[] => {
      const field = fieldOf(leaf);
      const terms = field === undefined ? [] : leaf.beside;
      if (field === undefined || terms.length === 0) return [];
      const events = terms.map((term) => eventsOf(term, leaf.site.reading.names));
      if (!events.every((one) => one !== undefined && isForeign(field, one))) return [];
      const [first] = events;
      const ids = [...new Set(events.flatMap((one) => one!.ids))].join(', ');
      const message = `${quoteSource(text, leaf.test.origin)} can never hold: event ${ids} of ${first!.channel} has no such field`;
      return [{ span: leaf.test.origin, message }];
    });
  },
};
