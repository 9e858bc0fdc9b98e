import { type DefinedDiagnostic, defineDiagnostic } from '../../diagnostic/index.ts';

function refusal(
  code: string,
  title: string,
  help: string,
  why?: string,
): DefinedDiagnostic<Readonly<Record<string, unknown>>> {
  return defineDiagnostic({
    code: `regex/${code}`,
    severity: 'fails',
    title,
    why: why ?? 'The platform refuses a pattern with this fault, so the query does not run.',
    help,
  });
}

/** Codes of what the two regex dialects refuse, and of the step budget, by a short name. */
export const REGEX_DIAGNOSTICS = {
  unbalanced: refusal(
    'unbalanced',
    'Unbalanced parenthesis',
    'Close every ( with a ), or write \\( or \\) for the character itself.',
  ),
  unclosedClass: refusal(
    'unclosed-class',
    'Character class without end',
    'Close the class with ], or write \\[ for the character itself.',
  ),
  badRange: refusal(
    'bad-range',
    'Range in a character class that runs backward or has a class at its end',
    'Write the lower character first, or escape the - as \\-.',
  ),
  nothingToRepeat: refusal(
    'nothing-to-repeat',
    'Repetition of nothing',
    'Put something before the *, + or ?, or escape it with a backslash.',
  ),
  nestedRepetition: refusal(
    'nested-repetition',
    'Repetition of a repetition',
    'Put the inner repetition in (?:…), or escape the second sign.',
  ),
  badRepetition: refusal('bad-repetition', 'Repetition whose lower bound exceeds its upper bound', 'Write {low,high}.'),
  largeRepetition: refusal(
    'large-repetition',
    'Repetition of more than 1,000 times',
    'Repeat at most 1,000 times, nested repetitions multiplied.',
  ),
  trailingBackslash: refusal('trailing-backslash', 'Backslash at the end', 'Write \\\\ for a backslash.'),
  unknownEscape: refusal('unknown-escape', 'Unknown escape', 'Leave out the backslash, or use an escape that exists.'),
  unknownClass: refusal(
    'unknown-class',
    'Unknown character class',
    'Use a POSIX class such as [:alpha:], a Unicode category such as \\p{Lu}, or a script such as \\p{Greek}.',
  ),
  unknownGroup: refusal('unknown-group', 'Unknown kind of group', 'Groups are ( ), (?: ), (?<name> ) and (?i: ).'),
  badGroupName: refusal(
    'bad-group-name',
    'Group name that is not allowed',
    'Use letters, digits and _, not beginning with a digit.',
  ),
  duplicateGroup: refusal(
    'duplicate-group',
    'Group name used twice',
    'Give every group a name of its own, or join the alternatives in one group.',
  ),
  pythonGroup: refusal('python-group', 'Group in the form (?P<name>', 'Write (?<name> without the P.'),
  unknownFlag: refusal('unknown-flag', 'Unknown inline flag', 'RE2 has i, m, s and U; Java has i, m, s, d, u and x.'),
  missingGroup: refusal(
    'missing-group',
    'Back-reference to a group that does not exist',
    'Refer to a group that stands in the pattern.',
  ),
  unsupportedLookaround: refusal(
    'unsupported-lookaround',
    'Look-around, which RE2 does not have',
    'Match the neighbors and capture the middle, or test twice.',
  ),
  unsupportedBackReference: refusal(
    'unsupported-back-reference',
    'Back-reference, which RE2 does not have',
    'Capture both places in groups and compare the two fields.',
  ),
  unsupportedPossessive: refusal(
    'unsupported-possessive',
    'Possessive repetition, which RE2 does not have',
    'Leave out the second +: RE2 never backtracks.',
  ),
  unsupportedAtomic: refusal(
    'unsupported-atomic',
    'Atomic group, which RE2 does not have',
    'Write (?: instead of (?>: RE2 never backtracks.',
  ),
  unsupported: refusal(
    'unsupported',
    'Construct that is not supported',
    'Write the pattern without it.',
    'No engine here runs this construct.',
  ),
  unboundedLookbehind: refusal(
    'unbounded-lookbehind',
    'Look-behind without a greatest length',
    'Bound the repetitions inside, as in {0,100}.',
  ),
  tooDeep: refusal('too-deep', 'Groups nested too deeply', 'Nest at most 250 groups.'),
  badReplacement: refusal(
    'bad-replacement',
    'Replacement that refers to no group or ends in a backslash',
    'Write $1 or ${name} for a group of the pattern, \\$ for a dollar, \\\\ for a backslash.',
    'The platform stops at such a replacement.',
  ),
  budget: defineDiagnostic<Readonly<Record<string, unknown>>>({
    code: 'regex/budget',
    severity: 'uncertain',
    title: 'Regular expression gave up',
    why: 'Look-around, possessive repetition and back-references need backtracking; a value that takes more than 1,000,000 steps counts as not matching, so that one log line cannot stop the run.',
    help: 'Anchor the pattern, make repetitions specific ([^,]* for .*), or leave out the look-around.',
  }),
} as const;
