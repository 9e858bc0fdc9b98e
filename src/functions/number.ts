import { roundHalfUp, toNumber, toWhole, type Value } from '../value/index.ts';
import { defineFunction, type FunctionDefinition } from './function-definition.ts';

type Example = readonly Value[];

function unary(
  name: string,
  summary: string,
  compute: (x: number) => number,
  ...examples: readonly Example[]
): FunctionDefinition {
  return defineFunction({
    name: `number.${name}`,
    parameters: 'x: double',
    returns: 'double',
    summary,
    examples,
    evaluate: ([value]) => {
      const x = toNumber(value);
      return x === null ? null : compute(x);
    },
  });
}

function binary(
  name: string,
  summary: string,
  compute: (x: number, y: number) => number,
  ...examples: readonly Example[]
): FunctionDefinition {
  return defineFunction({
    name: `number.${name}`,
    parameters: 'x: double, y: double',
    returns: 'double',
    summary,
    examples,
    evaluate: ([first, second]) => {
      const [x, y] = [toNumber(first), toNumber(second)];
      return x === null || y === null ? null : compute(x, y);
    },
  });
}

const DEGREES = 180 / Math.PI;

/** Arithmetic and functions of numbers; text is cast, what is no number gives null (spec sumo §4.4, 12). */
export const NUMBERS: readonly FunctionDefinition[] = [
  binary('add', 'Sum.', (x, y) => x + y, ['2', 3, 5], ['a', 1, null], [null, 1, null]),
  binary('subtract', 'Difference.', (x, y) => x - y, [5, 3, 2]),
  binary('multiply', 'Product.', (x, y) => x * y, [5, '3', 15]),
  binary(
    'divide',
    'Quotient of doubles; by zero it is infinite or not a number, never an error.',
    (x, y) => x / y,
    [334, 10, 33.4],
    [1, 0, Number.POSITIVE_INFINITY],
    [0, 0, Number.NaN],
  ),
  binary('remainder', 'Remainder with the sign of the dividend.', (x, y) => x % y, [7, 4, 3], [-7, 4, -3]),
  unary('negate', 'The number with the other sign.', (x) => 0 - x, [5, -5], ['x', null]),
  unary('abs', 'The size of a number without its sign.', Math.abs, [-2.5, 2.5]),
  unary('ceil', 'The next whole number upward.', (x) => Math.ceil(x) + 0, [1.2, 2], [-0.5, 0]),
  unary('floor', 'The next whole number downward.', Math.floor, [1.8, 1], [-1.2, -2]),
  defineFunction({
    name: 'number.round',
    parameters: 'x: double, places?: long',
    returns: 'double',
    summary: 'Rounds half up, to whole numbers or to decimal places.',
    examples: [
      [2.5, 3],
      [-2.5, -2],
      [1.005, 2, 1.01],
      ['12.3456', 2, 12.35],
      ['x', null],
    ],
    evaluate: ([value, places = 0]) => {
      const [x, digits] = [toNumber(value), toWhole(places)];
      return x === null || digits === null ? null : roundHalfUp(x, Math.max(-300, Math.min(300, digits)));
    },
  }),
  unary('sqrt', 'Square root.', Math.sqrt, [9, 3], [-1, Number.NaN]),
  unary('cbrt', 'Cube root.', Math.cbrt, [27, 3]),
  unary('exp', 'e to the power of x.', Math.exp, [0, 1]),
  unary('expm1', 'e to the power of x, minus 1, exact near 0.', Math.expm1, [0, 0]),
  unary('log', 'Natural logarithm.', Math.log, [1, 0]),
  unary('log10', 'Logarithm to base 10.', Math.log10, [1000, 3]),
  unary('log1p', 'Natural logarithm of 1 + x, exact near 0.', Math.log1p, [0, 0]),
  binary('pow', 'x to the power of y.', (x, y) => x ** y, [2, 10, 1024]),
  binary('hypot', 'Length of the hypotenuse.', Math.hypot, [3, 4, 5]),
  unary('sin', 'Sine of radians.', Math.sin, [0, 0]),
  unary('cos', 'Cosine of radians.', Math.cos, [0, 1]),
  unary('tan', 'Tangent of radians.', Math.tan, [0, 0]),
  unary('asin', 'Arc sine in radians.', Math.asin, [0, 0]),
  unary('acos', 'Arc cosine in radians.', Math.acos, [1, 0]),
  unary('atan', 'Arc tangent in radians.', Math.atan, [0, 0]),
  binary('atan2', 'Angle of a point in radians, from y and x.', Math.atan2, [0, 1, 0]),
  unary('sinh', 'Hyperbolic sine.', Math.sinh, [0, 0]),
  unary('cosh', 'Hyperbolic cosine.', Math.cosh, [0, 1]),
  unary('tanh', 'Hyperbolic tangent.', Math.tanh, [0, 0]),
  unary('degrees', 'Radians as degrees.', (x) => x * DEGREES, [Math.PI, 180]),
  unary('radians', 'Degrees as radians.', (x) => x / DEGREES, [180, Math.PI]),
  binary('min', 'The lesser of two numbers.', Math.min, [2, '10', 2], [null, 1, null]),
  binary('max', 'The greater of two numbers.', Math.max, [2, '10', 10]),
];
