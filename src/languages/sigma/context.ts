import type { Diagnostic } from '../../diagnostic/index.ts';
import type { Span } from '../../source/index.ts';
import { invalidShape } from './diagnostics.ts';
import type { YamlMap, YamlNode, YamlScalar } from './yaml.ts';
import { entryOf } from './yaml.ts';

/** Collects findings while a document is read. */
export class Reading {
  readonly diagnostics: Diagnostic[] = [];
  /** Text of the file. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  report(diagnostic: Diagnostic): undefined {
    this.diagnostics.push(diagnostic);
  }

  /** True once something was found that stops the rule. */
  get fails(): boolean {
    return this.diagnostics.some((one) => one.severity === 'fails');
  }

  shape(span: Span, key: string, message: string): undefined {
    this.report(invalidShape.report({ span, message: `${key}: ${message}`, data: { key } }));
  }

  /** The text of a key; numbers and booleans by their source. */
  textOf(map: YamlMap, key: string): string | undefined {
    const entry = entryOf(map, key);
    if (!entry) return undefined;
    const { value } = entry;
    if (value.kind === 'scalar' && value.value !== null) return value.text;
    return this.shape(value.kind === 'scalar' ? entry.keySpan : value.span, key, 'a text is expected');
  }

  /** The texts of a key: a list, or one by itself. */
  textsOf(map: YamlMap, key: string): YamlScalar[] {
    const entry = entryOf(map, key);
    if (!entry) return [];
    const nodes: readonly YamlNode[] = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    return nodes.filter((node): node is YamlScalar => {
      if (node.kind === 'scalar' && node.value !== null) return true;
      this.shape(node.span, key, 'a list of texts is expected');
      return false;
    });
  }
}
