import { CHANNEL_FIELDS } from './catalog-channels.ts';
import { SECURITY_FIELDS } from './catalog-security.ts';
import { foldName } from './field-table.ts';

/** Field lists that many events share, by the short names of spec windows-telemetry Appendix A. */
const GROUPS: Readonly<Record<string, string>> = {
  '§S': 'SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId',
  '§T': 'TargetUserSid TargetUserName TargetDomainName TargetLogonId',
  '§A': 'TargetUserName TargetDomainName TargetSid',
  '§U':
    'SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath ProfilePath UserWorkstations ' +
    'PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl ' +
    'UserParameters SidHistory LogonHours',
};

/** Channels whose events are those of another. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['powershellcore/operational', 'microsoft-windows-powershell/operational'],
]);

/** Reads lines of `ids: fields`, ids and fields separated by blanks, `␣` for a blank inside a name. */
function parseCatalog(text: string): ReadonlyMap<number, readonly string[]> {
  const byId = new Map<number, readonly string[]>();
  for (const line of text.trim().split('\n')) {
    const [ids = '', list = ''] = line.split(':');
    const expanded = list.replace(/§./g, (group) => GROUPS[group] ?? group);
    const fields = expanded
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => name.replaceAll('␣', ' '));
    for (const id of ids.split(' ')) byId.set(Number(id), fields);
  }
  return byId;
}

const parsed = new Map<string, ReadonlyMap<number, readonly string[]>>();

/** Event ids that the catalog knows of a channel, with the Data or UserData fields of all their versions; undefined for other channels. */
export function catalogOf(channel: string): ReadonlyMap<number, readonly string[]> | undefined {
  const folded = foldName(channel);
  const name = SAME_AS.get(folded) ?? folded;
  const known = Object.hasOwn(CHANNEL_FIELDS, name) ? CHANNEL_FIELDS[name] : undefined;
  const text = name === 'security' ? SECURITY_FIELDS : known;
  if (text === undefined) return undefined;
  let catalog = parsed.get(name);
  if (!catalog) {
    catalog = parseCatalog(text);
    parsed.set(name, catalog);
  }
  return catalog;
}

/**
 * Data or UserData fields that an event of a channel can have in any of its versions, in wire order; undefined if the catalog
 * does not know the event. Unnamed Data are `Data` (spec windows-telemetry §2, Appendix A).
 */
export function catalogFields(channel: string, eventId: number): readonly string[] | undefined {
  return catalogOf(channel)?.get(eventId);
}

/** Channels that the catalog knows, in lower case. */
export const CATALOG_CHANNELS: readonly string[] = ['security', ...Object.keys(CHANNEL_FIELDS), ...SAME_AS.keys()];
