import type { Diagnostic } from '../../diagnostic/index.ts';
import { nearestName } from '../../source/index.ts';
import { invalidAction } from './diagnostics.ts';
import { entryOf, type YamlEntry, type YamlMap } from './yaml.ts';

/** A document of a file with what was found while it was read. */
export interface MapDocument {
  readonly map: YamlMap;
  readonly diagnostics: readonly Diagnostic[];
}

/** A document that carries no rule because its action cannot be done. */
export interface FaultyDocument {
  readonly fault: Diagnostic;
  readonly diagnostics: readonly Diagnostic[];
}

const ACTIONS = ['global', 'reset', 'repeat'];

/** The mapping with another laid over it: mappings are joined key by key, all else is replaced. */
export function mergeMaps(below: YamlMap, above: YamlMap): YamlMap {
  const entries = new Map<string, YamlEntry>(below.entries.map((entry) => [entry.key, entry]));
  for (const entry of above.entries) {
    const known = entries.get(entry.key);
    const isBoth = known?.value.kind === 'map' && entry.value.kind === 'map';
    entries.set(
      entry.key,
      isBoth ? { ...entry, value: mergeMaps(known.value as YamlMap, entry.value as YamlMap) } : entry,
    );
  }
  return { ...below, entries: [...entries.values()] };
}

const without = (map: YamlMap, key: string): YamlMap => ({
  ...map,
  entries: map.entries.filter((entry) => entry.key !== key),
});

/** Carries out the actions of old collections; documents without one are joined with the template (spec sigma §1.1). */
export function collected(documents: readonly MapDocument[]): (MapDocument | FaultyDocument)[] {
  const found: (MapDocument | FaultyDocument)[] = [];
  let template: YamlMap | undefined;
  let previous: YamlMap | undefined;
  let held: readonly Diagnostic[] = [];
  for (const { map, diagnostics } of documents) {
    const action = entryOf(map, 'action');
    const body = without(map, 'action');
    if (!action) {
      const isRule = !entryOf(map, 'correlation') && !entryOf(map, 'filter');
      found.push({ map: isRule && template ? mergeMaps(map, template) : map, diagnostics: [...held, ...diagnostics] });
      if (isRule) previous = map;
      held = [];
      continue;
    }
    const name = action.value.kind === 'scalar' ? action.value.text : '';
    const fault = (message: string): Diagnostic =>
      invalidAction.report({ span: action.value.span, message, data: { action: name } });
    if (name === 'global') {
      template = body;
      previous = body;
      held = [...held, ...diagnostics];
    } else if (name === 'reset') template = undefined;
    else if (name === 'repeat' && previous) {
      previous = mergeMaps(previous, body);
      found.push({ map: previous, diagnostics });
    } else if (name === 'repeat') found.push({ fault: fault('there is no rule before it to repeat'), diagnostics });
    else {
      const near = nearestName(name, ACTIONS);
      found.push({
        fault: fault(`unknown collection action ${name}${near ? `; did you mean ${near}?` : ''}`),
        diagnostics,
      });
    }
  }
  return found;
}
