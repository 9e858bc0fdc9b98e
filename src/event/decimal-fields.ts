/** Fields that Windows writes in decimal digits without a sign, in lower case. */
const DECIMAL = new Set([
  ...['eventid', 'version', 'level', 'task', 'opcode', 'eventrecordid', 'logontype', 'keylength'],
  ...['sourceport', 'destinationport', 'destport', 'ipport', 'preauthtype', 'sessionid', 'terminalsessionid'],
]);

/** True for a field whose numbers have one spelling. */
export const isDecimalField = (name: string): boolean => DECIMAL.has(name.toLowerCase());
