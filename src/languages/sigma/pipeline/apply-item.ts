import type { Selection, SelectionItem, SigmaValue } from '../rule.ts';
import { groupHolds } from './condition-group.ts';
import type { PipelineItem, PipelineRun } from './pipeline.ts';

/** One item at work on one rule. */
class ItemRun {
  readonly #item: PipelineItem;
  readonly #run: PipelineRun;
  isUsed = false;

  constructor(item: PipelineItem, run: PipelineRun) {
    this.#item = item;
    this.#run = run;
  }

  /** The selection with its entries changed; undefined if nothing is left of it. */
  selection(selection: Selection): Selection | undefined {
    if (selection.kind === 'item') return this.#entry(selection);
    const items = selection.items.map((one) => this.selection(one)).filter((one) => one !== undefined);
    return items.length === 0 ? undefined : { ...selection, items };
  }

  /** A selection of which nothing is left asks nothing. */
  whole(selection: Selection): Selection {
    return this.selection(selection) ?? { kind: 'all', span: selection.span, items: [] };
  }

  #entry(entry: SelectionItem): Selection | undefined {
    const run = this.#run;
    const { ofEntry, ofField, transformation } = this.#item;
    const subject = { run, item: entry, field: entry.field };
    if (!groupHolds(ofEntry, subject)) return entry;
    if (transformation.names) return this.#renamed(entry);
    if (!transformation.entry || !groupHolds(ofField, subject)) return entry;
    const changed = transformation.entry(entry, run, this.#item);
    this.isUsed = true;
    return changed && this.#marked(changed, entry);
  }

  /** Remembers that the item changed the entries, beside what changed them before. */
  #marked(selection: Selection, before: SelectionItem): Selection {
    if (selection.kind !== 'item')
      return { ...selection, items: selection.items.map((one) => this.#marked(one, before)) };
    const { id } = this.#item;
    if (id === undefined && selection === before) return selection;
    const marked = { ...selection };
    const ids = [...(this.#run.appliedTo.get(before) ?? []), ...(id === undefined ? [] : [id])];
    this.#run.appliedTo.set(marked, new Set(ids));
    return marked;
  }

  /** New names for a field, where the item has some for it. */
  names(field: string, item?: SelectionItem): readonly string[] | undefined {
    const { ofField, transformation } = this.#item;
    if (!groupHolds(ofField, { run: this.#run, field, ...(item && { item }) })) return undefined;
    const names = transformation.names?.(field);
    if (!names) return undefined;
    this.isUsed = true;
    for (const name of names) this.#run.mapped.add(name);
    return names;
  }

  #renamed(entry: SelectionItem): Selection {
    const withValues = this.#referencesRenamed(entry);
    const names = entry.field === undefined ? undefined : this.names(entry.field, entry);
    if (!names) return withValues === entry ? entry : this.#marked(withValues, entry);
    const items = (names.length === 0 ? [undefined] : names).map((field) => ({ ...withValues, field }));
    if (items.length === 1) return this.#marked(items[0]!, entry);
    return this.#marked({ kind: entry.isNegated ? 'all' : 'any', span: entry.span, items }, entry);
  }

  /** Values that name a field are renamed as the field is. */
  #referencesRenamed(entry: SelectionItem): SelectionItem {
    const change = (value: SigmaValue): SigmaValue => {
      const names = value.kind === 'field' ? this.names(value.name, entry) : undefined;
      if (value.kind !== 'field' || !names || names.length === 0) return value;
      const values = names.map((name) => ({ ...value, name }));
      return values.length === 1 ? values[0]! : { kind: 'any', span: value.span, values };
    };
    const values = entry.values.map(change);
    return values.every((value, index) => value === entry.values[index]) ? entry : { ...entry, values };
  }
}

/** Where items are applied: to the rule, and to names that a correlation asks for. */
interface Scope {
  readonly rule: boolean;
  readonly names: boolean;
}

function scopeOf({ ofRule }: PipelineItem, run: PipelineRun, within: Scope): Scope {
  const { correlation, isCorrelation } = run;
  if (isCorrelation) return { rule: groupHolds(ofRule, { run, correlation }), names: false };
  const rule = groupHolds(ofRule, { run });
  const names = correlation ? groupHolds(ofRule, { run, correlation }) : rule;
  return { rule: within.rule && rule, names: within.names && names };
}

function applyItem(item: PipelineItem, run: PipelineRun, within: Scope): void {
  const scope = scopeOf(item, run, within);
  if (!scope.rule && !scope.names) return;
  const itemRun = new ItemRun(item, run);
  const { transformation } = item;
  if (transformation.items) {
    applyItems(transformation.items, run, scope);
    itemRun.isUsed = true;
  } else if (transformation.rule) {
    if (!scope.rule) return;
    transformation.rule(run, item);
    itemRun.isUsed = true;
  } else {
    const { selections, extra, fields } = run.rule;
    const changed = <T extends { readonly selection: Selection }>(list: readonly T[]): T[] =>
      list.map((one) => ({ ...one, selection: itemRun.whole(one.selection) }));
    const renamed = (names: readonly string[]): readonly string[] =>
      names.flatMap((field) => {
        const found = transformation.names ? itemRun.names(field) : undefined;
        return found && found.length > 0 ? found : [field];
      });
    if (scope.names) for (const [name, names] of run.followed) run.followed.set(name, renamed(names));
    if (scope.rule)
      run.rule = {
        ...run.rule,
        selections: changed(selections),
        extra: extra.map((one) => ({ ...one, selections: changed(one.selections) })),
        fields: renamed(fields),
      };
  }
  if (itemRun.isUsed && item.id !== undefined) run.applied.add(item.id);
}

/** Applies items one after the other: a later one sees what an earlier one made (spec sigma §14.5). */
export function applyItems(
  items: readonly PipelineItem[],
  run: PipelineRun,
  within: Scope = { rule: true, names: true },
): void {
  for (const item of items) applyItem(item, run, within);
}
