export { line } from './line';
export { hashOfVariant, lines } from './lines';
