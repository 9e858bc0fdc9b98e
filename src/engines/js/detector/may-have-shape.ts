import type { TextPiece, TextShape } from '../../../event/index.ts';
import { foldName, QUERY_FIELDS } from '../../../event/index.ts';
import type { Condition } from '../pre/condition.ts';
import type { Operand } from '../pre/operand.ts';
import { ALWAYS, absence, type Formula, joined, mayHold, NEVER, presence, type ValueTest } from './formula.ts';

/** A piece as texts: at a place of it where more than one letter in its two cases may stand, the text is cut. */
interface PieceText {
  readonly runs: readonly string[];
  /** True if the piece is one run, found by letters in either case. */
  readonly isCaseless: boolean;
}

const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

function textOf({ first, second }: TextPiece): PieceText {
  const runs: string[] = [''];
  let isCaseless = true;
  for (let at = 0; at < first.length; at++) {
    const [low, high] = [Math.max(first[at]!, second[at]!), Math.min(first[at]!, second[at]!)];
    const isPair = isLetter(low) && high === low - 32;
    if (low >= 0x20 && low <= 0x7e && (low === high || isPair)) {
      runs[runs.length - 1] += String.fromCharCode(low).toLowerCase();
      if (!isPair && isLetter(low | 32)) isCaseless = false;
    } else if (runs.at(-1) !== '') runs.push('');
    else isCaseless = false;
  }
  const texts = runs.filter((text) => text !== '');
  return { runs: texts, isCaseless: isCaseless && runs.length === 1 };
}

/** What a value, or the base name of the path that it is, must hold to have a piece at a place. */
function mayHavePiece(
  field: string,
  isBaseName: boolean,
  piece: TextPiece,
  kind: 'anywhere' | 'start' | 'end' | 'whole',
): Formula {
  const { runs } = textOf(piece);
  if (piece.first.length === 0)
    return kind === 'whole' && !isBaseName ? mayHold({ field, kind, text: '' }) : mayHold(presence(field));
  const isOneRun = runs.length === 1 && runs[0]!.length === piece.first.length;
  if (!isOneRun) {
    return joined('and', [mayHold(presence(field)), ...runs.map((text) => mayHold({ field, kind: 'anywhere', text }))]);
  }
  const text = runs[0]!;
  const test = (one: ValueTest['kind'], wanted: string): Formula => mayHold({ field, kind: one, text: wanted });
  if (!isBaseName || kind === 'anywhere' || kind === 'end') return test(kind, text);
  if (kind === 'start') return joined('or', [test('start', text), test('anywhere', `\\${text}`)]);
  return joined('or', [test('whole', text), test('end', `\\${text}`)]);
}

function haveShape(field: string, isBaseName: boolean, { start, inside, end, whole }: TextShape): Formula {
  const items = [
    ...(start ? [mayHavePiece(field, isBaseName, start, whole ? 'whole' : 'start')] : []),
    ...inside.map((piece) => mayHavePiece(field, isBaseName, piece, 'anywhere')),
    ...(end ? [mayHavePiece(field, isBaseName, end, 'end')] : []),
  ];
  return items.length > 0 ? joined('and', items) : mayHold(presence(field));
}

/** What a value must hold to have a shape. */
export function mayHaveShape(field: string, shape: TextShape): Formula {
  return haveShape(field, false, shape);
}

/** What must be so for a value not to have a shape. */
function mayLackShape(field: string, { start, inside, end, whole, exact }: TextShape): Formula {
  const pieces = [start, ...inside, end].filter((piece) => piece !== undefined);
  const [piece] = pieces;
  if (!exact || pieces.length !== 1 || piece!.first.length === 0) return ALWAYS;
  const { runs, isCaseless } = textOf(piece!);
  if (!isCaseless || runs.length !== 1) return ALWAYS;
  const kind = start ? (whole ? 'whole' : 'start') : end ? 'end' : 'anywhere';
  return { kind: 'fails', test: { field, kind, text: runs[0]! } };
}

function operandFormula({ reading }: Operand, shapes: readonly TextShape[], holds: boolean): Formula {
  const field = foldName(QUERY_FIELDS.nameOf(reading.field));
  if (!holds)
    return reading.whole
      ? ALWAYS
      : joined(
          'and',
          shapes.map((shape) => mayLackShape(field, shape)),
        );
  const found = shapes.map((shape) => haveShape(field, reading.whole !== undefined, shape));
  if (!reading.whole) return joined('or', found);
  // Without a base name the column may keep another value.
  const none = [
    mayHold({ field, kind: 'end', text: '\\' }),
    mayHold({ field, kind: 'whole', text: '' }),
    mayHold(absence(field)),
  ];
  return joined('or', [...found, ...none]);
}

/** What an event must hold for a condition on its units to have a chance to hold, or to fail. */
export function mayBe(holds: boolean, condition: Condition): Formula {
  switch (condition.kind) {
    case 'unknown':
      return ALWAYS;
    case 'known':
      return condition.holds === holds ? ALWAYS : NEVER;
    case 'not':
      return mayBe(!holds, condition.item);
    case 'present': {
      const { reading } = condition.operand;
      if (reading.whole) return ALWAYS;
      const field = foldName(QUERY_FIELDS.nameOf(reading.field));
      return mayHold(holds ? presence(field) : absence(field));
    }
    case 'text':
      return operandFormula(condition.operand, condition.shapes, holds);
    default: {
      const kind = (condition.kind === 'and') === holds ? 'and' : 'or';
      return joined(
        kind,
        condition.items.map((item) => mayBe(holds, item)),
      );
    }
  }
}
