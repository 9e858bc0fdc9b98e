import { mappingOf, textOf } from './parameters.ts';
import type { TransformationDefinition } from './pipeline.ts';

/** Transformations of names of fields (spec sigma §14.2). */
export const NAME_TRANSFORMATIONS: readonly TransformationDefinition[] = [
  {
    type: 'field_name_mapping',
    summary: 'Gives fields other names: one, several of which any may match, or null for a keyword.',
    keys: ['mapping'],
    read(map, reading) {
      const mapping = mappingOf(map, 'mapping', reading);
      return mapping && { names: (field) => mapping.get(field) };
    },
  },
  {
    type: 'field_name_prefix_mapping',
    summary: 'Replaces the start of names of fields.',
    keys: ['mapping'],
    read(map, reading) {
      const mapping = mappingOf(map, 'mapping', reading);
      if (!mapping) return undefined;
      return {
        names(field) {
          for (const [prefix, targets] of mapping)
            if (field.startsWith(prefix)) return targets.map((target) => target + field.slice(prefix.length));
          return undefined;
        },
      };
    },
  },
  {
    type: 'field_name_prefix',
    summary: 'Puts a text before names of fields.',
    keys: ['prefix'],
    read(map, reading) {
      const prefix = textOf(map, 'prefix', reading);
      return prefix === undefined ? undefined : { names: (field) => [prefix + field] };
    },
  },
  {
    type: 'field_name_suffix',
    summary: 'Puts a text behind names of fields.',
    keys: ['suffix'],
    read(map, reading) {
      const suffix = textOf(map, 'suffix', reading);
      return suffix === undefined ? undefined : { names: (field) => [field + suffix] };
    },
  },
];
