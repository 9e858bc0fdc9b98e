export { line } from './line';
export { hashOfVariant, learn, lines } from './lines';
