import { parseSigma } from '../../../languages/sigma/index.ts';
import { SourceText } from '../../../source/index.ts';
import type { SigmaLintContext } from '../rule.ts';

/** What a rule needs besides the keys that an example is about. */
const BASE: Readonly<Record<string, string>> = {
  title: 'title: Shell Started by a Service\n',
  id: 'id: 6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a11\n',
  status: 'status: test\n',
  description: 'description: A service host starts a shell.\n',
  author: 'author: A. Author\n',
  date: 'date: 2026-01-31\n',
  logsource: 'logsource:\n  category: process_creation\n  product: windows\n',
  detection: "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  condition: selection\n",
  level: 'level: medium\n',
};

/** The text of a rule with the keys of an example, and plain ones for the rest; one that begins with a title is whole. */
export function exampleRule(keys: string): string {
  if (/^title:/.test(keys)) return keys;
  const own = new Set([...keys.matchAll(/^(\w+):/gm)].map((match) => match[1]!));
  const rest = Object.entries(BASE)
    .filter(([key]) => !own.has(key))
    .map(([, text]) => text);
  return `${rest.join('')}${keys.endsWith('\n') ? keys : `${keys}\n`}`;
}

/** The only document of a text, as rules of the linter see it. */
export function contextOf(text: string): SigmaLintContext {
  const [document] = parseSigma(new SourceText('example.yml', text));
  if (!document?.map) throw new Error('the example is no mapping');
  return { text, map: document.map, rule: document.rule };
}
