/** The field of a key that no `as` names: what no field name holds becomes `_` (spec sumo §6.6, 18.17). */
export function columnOfKey(key: string): string {
  return key.replace(/[^A-Za-z0-9_]/g, '_');
}
