import type { SourceText } from '../../source/index.ts';
import type { Conversion } from './conversion.ts';
export interface ToSigmaOptions {
  readonly logSource: Readonly<Record<string, string>> | undefined;
  readonly head: undefined | object;
}
export function sumoToSigma(source: SourceText, _o: ToSigmaOptions): Conversion {
  return { source, title: '', start: 0, fidelity: 'unsupported', text: undefined, notes: [] };
}
export function headOfPackage(_p: object): object {
  return {};
}
