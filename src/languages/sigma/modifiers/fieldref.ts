import { plainText } from '../string.ts';
import { kindText, type ModifierDefinition } from './modifier.ts';

/** `fieldref`. */
export const fieldref: ModifierDefinition = {
  name: 'fieldref',
  summary:
    'The value names another field, whose value is compared; letter case does not count, a missing side never matches.',
  evidence: 'spec sigma §7.6',
  examples: [
    {
      item: 'SubjectUserName|fieldref: TargetUserName',
      matches: [{ SubjectUserName: 'Bob', TargetUserName: 'bob' }],
      misses: [{ SubjectUserName: 'bob', TargetUserName: 'b*' }, { SubjectUserName: 'bob' }, { Image: 'neither' }],
    },
    {
      item: 'Image|fieldref|endswith: Name',
      matches: [{ Image: 'C:\\x.exe', Name: 'X.exe' }],
      misses: [{ Image: 'x.exe.bak', Name: 'x.exe' }],
    },
    {
      item: 'A|fieldref|neq: B',
      matches: [{ A: '1', B: '2' }, { A: '1' }],
      misses: [{ A: '1', B: '1' }],
    },
  ],
  apply: (value, { hasField }) => {
    if (!hasField) return 'needs a field';
    if (value.kind !== 'string') return `takes the name of a field, not ${kindText(value)}`;
    const name = plainText(value);
    if (name === undefined || value.raw === undefined || value.cased)
      return 'takes the plain name of a field, and stands before `contains` and the like';
    return { kind: 'field', span: value.span, name: value.raw, part: 'whole' };
  },
};
