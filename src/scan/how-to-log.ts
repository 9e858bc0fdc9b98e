/** What makes Windows write a log, by the name that people call it; the first that fits counts (source: Microsoft, audit policies; Sysmon). */
const ADVICE: readonly (readonly [log: RegExp, advice: string])[] = [
  [/^Sysmon 22\b/, 'Sysmon, configured for DnsQuery'],
  [/^Sysmon 7\b/, 'Sysmon, configured for it (many events)'],
  [/^Sysmon 1\b/, 'Sysmon, or Security 4688 with command lines'],
  [/^Sysmon\b.*\bSecurity 4657\b/, 'Sysmon, or Audit Registry with the keys audited'],
  [/^Sysmon\b.*\bSecurity 5156\b/, 'Sysmon, or Audit Filtering Platform Connection'],
  [/^Sysmon\b.*\bSecurity 4689\b/, 'Sysmon, or Audit Process Termination'],
  [/^Sysmon\b/, 'Sysmon, configured for it'],
  [/^PowerShell.*\b4104\b/, 'policy: Script Block Logging'],
  [/^PowerShell.*\b4103\b/, 'policy: Module Logging'],
  [/^Windows PowerShell\b/, 'collect this log'],
  [/^Security 4688\b/, 'Audit Process Creation with command lines'],
  [/^Security\b/, 'collect this log, and see the audit policy'],
  [/^System\b/, 'collect this log'],
  [/^Application\b/, 'collect this log'],
  [/^Microsoft-Windows-DNS Client Events/, 'enable this log (off by default)'],
  [/^Microsoft-Windows-(?:NTLM|CAPI2|LDAP-Client|DriverFrameworks)/, 'enable this log (off by default)'],
  [/trace provider/, 'a tracing session: no event log has it'],
  [/^(?:Microsoft-Windows-|Microsoft-|OpenSSH|MSExchange)/, 'collect this log'],
];

/** What to do to have a log, undefined where nothing general can be said. */
export function howToLog(log: string): string | undefined {
  return ADVICE.find(([pattern]) => pattern.test(log))?.[1];
}
