import type { LogSource } from '../../languages/sigma/index.ts';

/** True for rules on events that Sysmon or the Security log has of the registry. */
export const isRegistry = ({ category, service }: LogSource): boolean =>
  category === undefined ? service === 'sysmon' : category.startsWith('registry_');

/** True for rules on events of one process that opens another. */
export const isProcessAccess = ({ category, service }: LogSource): boolean =>
  category === undefined ? service === 'sysmon' : category === 'process_access';

/** True for a number as it stands in a log in hexadecimal, but without its `0x`, or in decimal. */
export const lacksHexPrefix = (text: string): boolean => /^[\da-f]+$/i.test(text);

/** Roots of the registry as tools show them, and as they are logged; those of the user who is logged on have no fixed name. */
const LOGGED_ROOTS: ReadonlyMap<string, string | undefined> = new Map([
  ['HKEY_LOCAL_MACHINE', 'HKLM'],
  ['HKEY_USERS', 'HKU'],
  ['HKEY_CLASSES_ROOT', 'HKCR'],
  ['HKEY_CURRENT_USER', undefined],
  ['HKCU', undefined],
]);

/** The root that a key begins with, if it is one that is not logged by that name, with the one that is. */
export function foreignRoot(text: string): { readonly root: string; readonly logged: string | undefined } | undefined {
  const [root] = text.match(/^\w+(?=\\|$)/) ?? [];
  if (root === undefined || !LOGGED_ROOTS.has(root.toUpperCase())) return undefined;
  return { root, logged: LOGGED_ROOTS.get(root.toUpperCase()) };
}
