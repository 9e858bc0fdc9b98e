import type { Expr } from '../../ir/index.ts';
import { formulaAt } from '../logic/condition.ts';
import type { Site } from '../logic/flow.ts';
import { literalsOf } from '../logic/formula.ts';
import { printGlob } from '../logic/glob.ts';
import { type Leaf, leavesOf } from '../logic/leaves.ts';
import type { Atom } from '../logic/literal.ts';
import { logicOf } from '../logic/logic-of.ts';
import { type Names, nameOfVersion } from '../logic/names.ts';
import { quoteSource } from '../quote-source.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const FILE_NAME =
  /^\**[\\/]?[^\\/*:]+\.(?:exe|com|scr|dll|sys|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|hta|msi|cpl|jar)\**$/i;
const FIELDS = /image|process|file_?name|module|\bexe|program|application/i;
const OTHER_FIELDS = /command_?line|original_?file|hash|\bid$|guid|version/i;

/** True if a field holds the path or the name of a program, by its own name or by that of the field that it was taken from. */
function isProgram(version: string, names: Names): boolean {
  const { from, eventField } = names.sourceOf(version);
  const own = [nameOfVersion(version), eventField ?? ''];
  if (own.some((name) => OTHER_FIELDS.test(name))) return false;
  return own.some((name) => FIELDS.test(name)) || (from?.kind === 'field' && isProgram(from.name, names));
}

/** True if every value that the test takes out is known by its file name alone. */
function isByFileName({ shapes }: Atom): boolean {
  if (!shapes || shapes.length === 0) return false;
  return shapes.every((shape) => shape.kind === 'glob' && FILE_NAME.test(printGlob(shape.glob)));
}

/** The test of which an exclusion takes the rows out. */
function excludedBy({ test, negated, isSingle }: Leaf): Expr | undefined {
  if (negated && isSingle) return test;
  if (test.kind !== 'compare' || test.op !== 'ne' || negated) return undefined;
  return { ...test, op: 'eq' };
}

function isCopyable(leaf: Leaf): boolean {
  const test = excludedBy(leaf);
  if (!test) return false;
  const { reading } = leaf.site;
  const [literal] = literalsOf(formulaAt(test, reading));
  const atom = literal && !literal.negated ? literal.atom : undefined;
  return atom?.field !== undefined && isByFileName(atom) && isProgram(atom.field, reading.names);
}

/** Exclusions by a bare file name, which whoever writes files can give to any program. */
export const exclusionByFileName: LintRule = {
  code: 'lint/exclusion-by-file-name',
  severity: 'uncertain',
  title: 'Exclusion by a bare file name',
  why: 'Any program can be given the name, so an attacker who copies it is never seen.',
  help: 'Exclude by the whole path of a folder that only administrators write to, and by what starts the program.',
  bad: [
    '* | where EventID = "1" and Image != "svchost.exe"',
    '* | where ParentImage matches "*\\\\wsmprovhost.exe" and !(Image matches "*\\\\conhost.exe")',
    '* | parse regex field=Image "(?<name>[^\\\\]+)$" nodrop | where !(toLowerCase(name) in ("csc.exe", "conhost.exe"))',
    '* | where ParentImage matches /(?i)\\\\winword\\.exe$/ and !(Image matches /(?i)\\\\splwow64\\.exe$/)',
  ],
  good: [
    '* | where EventID = "1" and Image != "C:\\\\Windows\\\\System32\\\\svchost.exe"',
    '* | where !(Image matches "C:\\\\Windows\\\\*\\\\conhost.exe")',
    '* | where Image matches "*\\\\conhost.exe"',
    '* | where !(CommandLine matches "*svchost.exe")',
    '* | where !(Image matches "*\\\\csc.exe" and ParentImage = "C:\\\\Windows\\\\explorer.exe")',
  ],
  check({ text, query }) {
    const bySite = new Map<Site, Leaf[]>();
    for (const leaf of leavesOf(logicOf(query))) {
      if (leaf.site.kind !== 'filter' || !isCopyable(leaf)) continue;
      const leaves = bySite.get(leaf.site);
      if (leaves) leaves.push(leaf);
      else bySite.set(leaf.site, [leaf]);
    }
    return [...bySite.values()].map((leaves): LintFinding => {
      const span = leaves[0]!.test.origin;
      const more = leaves.length - 1;
      const what = quoteSource(text, span);
      const message =
        more === 0
          ? `${what} is left out by its file name, which any program can have`
          : `${what} and ${more} more of this condition are left out by their file names, which any program can have`;
      return { span, message };
    });
  },
};
