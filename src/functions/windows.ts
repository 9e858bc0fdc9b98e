import { toText, type Value } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

/** Roots of the registry by their native names, the longest first. */
const ROOTS: readonly (readonly [native: RegExp, short: string])[] = [
  [/^\\REGISTRY\\MACHINE\\SOFTWARE\\Classes(?=\\|$)/i, 'HKCR'],
  [/^\\REGISTRY\\MACHINE(?=\\|$)/i, 'HKLM'],
  [/^\\REGISTRY\\USER(?=\\|$)/i, 'HKU'],
];

/** A numbered control set; which of them is the current one an event does not say. */
const CONTROL_SET = /^(HKLM\\SYSTEM\\)ControlSet\d{3}(?=\\|$)/i;

function registryPath(key: string, value: string | null): string {
  const root = ROOTS.find(([native]) => native.test(key));
  const short = root ? key.replace(root[0], root[1]) : key;
  const current = short.replace(CONTROL_SET, '$1CurrentControlSet');
  return value === null || value === '' ? current : `${current}\\${value}`;
}

/** Digits of a whole number from 0 on as so many hexadecimal digits; undefined for anything else. */
function hexDigits(text: string, length: number): string | undefined {
  if (!/^\s*(?:\d{1,20}|0x[0-9a-f]{1,16})\s*$/i.test(text)) return undefined;
  const digits = BigInt(text.trim()).toString(16).padStart(length, '0');
  return digits.length === length ? digits : undefined;
}

function registryData(data: string, type: string | null): string {
  switch (type?.toUpperCase()) {
    case '%%1875':
    case 'REG_BINARY':
      return 'Binary Data';
    case '%%1876':
    case 'REG_DWORD': {
      const digits = hexDigits(data, 8);
      return digits === undefined ? data : `DWORD (0x${digits})`;
    }
    case '%%1883':
    case 'REG_QWORD': {
      const digits = hexDigits(data, 16);
      return digits === undefined ? data : `QWORD (0x${digits.slice(0, 8)}-0x${digits.slice(8)})`;
    }
    default:
      return data;
  }
}

/** Names and values of the Security log as Sysmon writes them (spec windows-telemetry §2, 8.4). */
export const WINDOWS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'windows.registryPath',
    parameters: 'key, value',
    returns: 'text',
    nulls: 'own',
    summary: 'Path of a registry value from its native key and its name, as Sysmon writes it: HKLM, HKU or HKCR first.',
    examples: [
      ['\\REGISTRY\\MACHINE\\SOFTWARE\\A', 'B', 'HKLM\\SOFTWARE\\A\\B'],
      ['\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services', 'x', 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\x'],
      ['\\REGISTRY\\USER\\S-1-5-18\\Run', '', 'HKU\\S-1-5-18\\Run'],
      ['\\REGISTRY\\MACHINE\\SOFTWARE\\Classes\\.a', null, 'HKCR\\.a'],
      [null, 'x', null],
    ],
    evaluate([key, value]): Value {
      const text = toText(key);
      return text === null ? null : registryPath(text, toText(value));
    },
  }),
  defineFunction({
    name: 'windows.registryData',
    parameters: 'data, type',
    returns: 'text',
    nulls: 'own',
    summary: 'Data of a registry value as Sysmon writes it; the type is its name or the code of it.',
    examples: [
      ['1', '%%1876', 'DWORD (0x00000001)'],
      ['4294967296', 'REG_QWORD', 'QWORD (0x00000001-0x00000000)'],
      ['00ff', '%%1875', 'Binary Data'],
      ['C:\\a.exe', '%%1873', 'C:\\a.exe'],
      ['x', null, 'x'],
      [null, '%%1876', null],
    ],
    evaluate([data, type]): Value {
      const text = toText(data);
      return text === null ? null : registryData(text, toText(type));
    },
  }),
  defineFunction({
    name: 'windows.volumePath',
    parameters: 'path',
    returns: 'text',
    summary: 'Path on a volume with a drive letter; the log does not say which, so it is always C.',
    examples: [
      ['\\device\\harddiskvolume2\\windows\\a.exe', 'C:\\windows\\a.exe'],
      ['System', 'System'],
      [null, null],
    ],
    evaluate: ([path]) => toText(path)!.replace(/^\\device\\harddiskvolume\d+(?=\\)/i, 'C:'),
  }),
];
