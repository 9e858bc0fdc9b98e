import fc from 'fast-check';

/** Keys that readers treat in a way of their own, and others. */
const KEYS = [
  ...['EventID', 'EventCode', 'Channel', 'LogName', 'Provider_Name', 'SourceName', 'Hostname', 'Computer', 'EventTime'],
  ...['TimeCreated', '@timestamp', 'EventType', 'Keywords', 'ProcessID', 'ThreadID', 'ExecutionProcessID', 'Message'],
  ...['SourceModuleName', 'UserID', 'AccountName', 'Image', 'image', 'CommandLine', 'Data', 'Threat Name', 'tags'],
  ...['message', 'event', 'winlog', 'event.code', 'winlog.channel', 'channel', 'event_id', 'provider', 'timestamp'],
  ...[
    '_raw',
    '_messageTime',
    '_sourceCategory',
    '__proto__',
    'constructor',
    '7',
    'ü',
    '',
    'a',
    'b',
    'c',
    'a.b',
    'EventData',
  ],
];

const TEXTS = [
  ...['', 'Security', 'Microsoft-Windows-Sysmon/Operational', '4624', '4648', '5156', ' 13', 'INFO', 'SetValue', '-5'],
  ...[
    '2024-01-05 10:03:02.1234567',
    '2024-01-05T10:03:02+02:00',
    '-9214364837600034816',
    '0x8020',
    'C:\\Windows\\cmd.exe',
  ],
  ...[
    '{"EventID":1,"Channel":"x"}',
    '<Event>',
    'EventType: SetValue\r\n',
    'é😀\u2028',
    '\u0000"\\/',
    '18446744073709551615',
  ],
];

const scalar: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS).map((text) => JSON.stringify(text)) },
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0041\\/"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\b\\f\\n\\r\\t"'),
  fc.constantFrom('0', '-0', '13', '4624', '1e3', '-1.5E-7', '1e999', '9007199254740993', '-18446744073709551615'),
  fc.constantFrom('12345678901234567890.5', '1234567890123456e2', 'true', 'false', 'null'),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

const blank = fc.constantFrom('', '', '', '', ' ', '\t', '  ', '\r');

const key = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...KEYS).map((text) => JSON.stringify(text)) },
  fc.constantFrom('"\\u0041"', '"a\\nb"'),
  fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text)),
);

const { value: nested } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc
      .array(fc.tuple(blank, tie('value'), blank), { maxLength: 4 })
      .map((items) => `[${items.map((one) => one.join('')).join(',')}]`),
    fc
      .array(fc.tuple(blank, key, blank, fc.constant(':'), blank, tie('value'), blank), { maxLength: 4 })
      .map((items) => `{${items.map((one) => one.join('')).join(',')}}`),
  ),
}));

const value = fc.oneof({ weight: 5, arbitrary: scalar }, nested);

const object = fc
  .tuple(blank, fc.array(fc.tuple(blank, key, blank, fc.constant(':'), blank, value, blank), { maxLength: 12 }), blank)
  .map(([before, members, after]) => `${before}{${members.map((one) => one.join('')).join(',')}}${after}`);

/** A Windows event, so that the shapes of interest are common. */
const windows = fc
  .tuple(
    fc.constantFrom(
      '"EventID":13',
      '"EventID":"4624"',
      '"EventID": 4648',
      '"EventCode":5156',
      '"EventID":1',
      '"EventID":null',
    ),
    fc.constantFrom(
      '"Channel":"Security"',
      '"Channel":"Microsoft-Windows-Sysmon\\/Operational"',
      '"LogName":""',
      '"Channel":7',
    ),
    fc.constantFrom('', '"SourceName":"s","Hostname":"h",', '"SourceName":"s","SourceModuleName":"h",'),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS.slice(8)), value), { maxLength: 10, selector: ([name]) => name }),
  )
  .map(([id, channel, nxlog, members]) => {
    const rest = members.map(([name, one]) => `,${JSON.stringify(name)}:${one}`).join('');
    return `{${id},${nxlog}${channel}${rest}}`;
  });

/** One line of JSON, mostly an object. */
export const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: windows },
  { weight: 4, arbitrary: object },
  { weight: 1, arbitrary: value },
);

/** Bytes with one of them removed, doubled or replaced. */
export const damaged: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    line,
    fc.nat(),
    fc.constantFrom('drop', 'double', 'replace'),
    fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:0-.eE \t\r\u007f'))),
  )
  .map(([text, place, how, byte]) => {
    const bytes = new TextEncoder().encode(text);
    const at = bytes.length === 0 ? 0 : place % bytes.length;
    const middle = how === 'drop' ? [] : how === 'double' ? [bytes[at]!, bytes[at]!] : [byte];
    return Uint8Array.from([...bytes.subarray(0, at), ...middle, ...bytes.subarray(at + 1)]);
  });
