import { Random } from './random.ts';
import { RANDOM_STAGES } from './random-stage.ts';

const TERMS = [
  'error',
  '4625',
  'fail*',
  '10.1.2.3',
  'C:/temp',
  '{{q}}',
  '<NAME>',
  'a-b_c',
  'user@x.example',
  '"a phrase"',
  '"\\"EventID\\":\\"1\\""',
  '"star * in"',
  'x[1]',
];
const TESTS = [
  '_sourceCategory=win/*',
  '_index = a',
  '"x-y"="v w"',
  'EventID!=5',
  '_sourceHost={{h}}',
  'host.name=web*',
  '_source="a b"',
];

function randomScope(random: Random, depth: number): string {
  if (depth <= 0) return random.pick(random.chance(0.5) ? TERMS : TESTS);
  const inner = (): string => randomScope(random, depth - 1);
  switch (random.below(8)) {
    case 0:
      return `(${inner()} ${random.pick(['or', 'OR'])} ${inner()})`;
    case 1:
      return `${random.pick(['!', 'NOT ', 'not '])}${random.pick([`(${inner()})`, random.pick(TERMS)])}`;
    case 2:
      return `${inner()} AND ${inner()}`;
    case 3:
      return `(${inner()}) ${inner()}`;
    case 4:
      return `${inner()} or ${inner()} and ${inner()}`;
    case 5:
      return random.chance(0.2) ? '[subquery: err | count by ip | compose ip keywords]' : inner();
    default:
      return `${inner()} ${inner()}`;
  }
}

function randomGap(random: Random): string {
  return random.pick([' ', ' ', '\n', '  \n', ' /* aside */ ', ' // to the end | of the line\n']);
}

const OPERATORS = Object.keys(RANDOM_STAGES).filter((name) => name !== 'cat');

/** A valid query made from a seed: any scope, and up to six stages of any operator with comments and white space between. */
export function randomQuery(seed: number): string {
  const random = new Random(seed);
  const start = random.chance(0.02)
    ? RANDOM_STAGES.cat!(random)
    : random.pick(['*', '', randomScope(random, 3), randomScope(random, 2)]);
  const stages = Array.from({ length: random.below(7) }, () => RANDOM_STAGES[random.pick(OPERATORS)]!(random));
  return (
    start + stages.map((stage) => `${randomGap(random)}|${random.pick([' ', '', randomGap(random)])}${stage}`).join('')
  );
}
