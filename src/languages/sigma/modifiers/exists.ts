import { kindText, type ModifierDefinition } from './modifier.ts';

/** `exists`. */
export const exists: ModifierDefinition = {
  name: 'exists',
  summary: 'Whether the event has the field at all; one that is null or empty is there.',
  evidence: 'spec sigma §7.1, 8',
  examples: [
    { item: 'User|exists: true', matches: [{ User: 'a' }, { User: '' }, { User: null }], misses: [{ Image: 'x' }] },
    { item: 'User|exists: false', matches: [{ Image: 'x' }], misses: [{ User: '' }] },
  ],
  apply: (value, { hasField, count }) => {
    if (!hasField) return 'needs a field';
    if (count !== 1) return 'takes one value';
    if (value.kind !== 'boolean') return `takes true or false without quotes, not ${kindText(value)}`;
    return { kind: 'exists', span: value.span, value: value.value };
  },
};
