import type { Definition, PatternElement } from '../pattern.ts';
import type { TemplateLibrary } from '../templates.ts';
import { DefinitionImage } from './definition-image.ts';
import { formOf, namePlaces } from './form.ts';
import { INNER } from './layout.ts';
import type { NameTable } from './names.ts';
import { patternOfForm } from './pattern-of-form.ts';
import {
  contextOf,
  inlinePlanOf,
  type PayloadPart,
  Plan,
  payloadOfText,
  payloadPartOf,
  type SystemPart,
  systemPartOf,
  textOfPayload,
} from './plan.ts';
import { eachSlot, elementsOf, NotUnderstood } from './source.ts';
import { type HeaderPlan, headerPlanOf } from './system-plan.ts';
import type { ChunkView } from './window.ts';

/** Images kept of one definition: names stand inline or elsewhere by what came before in the chunk. */
const IMAGES = 4;

const NO_FORM = new Uint16Array(0);

/** What a template's form says, but for the tree itself. */
interface Outline {
  readonly slots: number;
  readonly payloadSlot: number;
  readonly header: HeaderPlan | undefined;
}

interface Tree extends Outline {
  readonly pattern: PatternElement;
}

/** What of a template may be kept for a later run, which then need not read its form. */
interface Kept extends Outline {
  /** Fields of System and the slots that they use, if a plan was made with them. */
  readonly system: (Pick<SystemPart, 'fields'> & { readonly uses: readonly number[] }) | undefined;
}

function slotsOf(pattern: PatternElement): number {
  let slots = 0;
  eachSlot(pattern, (slot) => {
    slots = Math.max(slots, slot + 1);
  });
  return slots;
}

function treeOf(form: Uint16Array): Tree {
  const pattern = patternOfForm(form);
  const place = payloadSlotOf(pattern);
  const header = place === undefined ? undefined : headerOf(pattern);
  return { pattern, slots: slotsOf(pattern), payloadSlot: place ?? -1, header };
}

/** The text of the payload that an earlier run kept of the plan of two templates; nothing if it kept none. */
type PayloadOf = (outer: Template, inner: Template | undefined) => string;

/** A template definition that was met, in whatever file; plans of its events hang on it. */
export class Template {
  readonly id: number;
  readonly form: Uint16Array;
  /** Channel and provider, if they are literal, as numbers of a name table; -1 for none. */
  names: NameTable | undefined;
  channel = -1;
  provider = -1;
  /** How the definition's bytes looked lately. */
  readonly images: DefinitionImage[] = [];
  /** The library that has this definition. */
  lastLibrary: TemplateLibrary | undefined;
  /** The outer template that this one was last met in, and their plan. */
  lastOuter: Template | undefined;
  lastPlan: Plan | string = '';
  /** Made when first needed, as of most templates of an earlier run nothing is. */
  #plans: Map<Template | undefined, Plan | string> | undefined;
  /** Parts of this template as a payload, by the context that an outer one gives; of an outer one without payload, its own. */
  #payloads: Map<string, PayloadPart | string> | undefined;
  #system: SystemPart | string | undefined;
  #context: string | undefined;
  #tree: Tree | undefined;
  #outline: Outline | undefined;
  /** What an earlier run kept, of it and of the payloads of its plans, as texts that are read when they are asked for. */
  #kept: (() => string) | undefined;
  #payloadOf: PayloadOf | undefined;

  constructor(id: number, form: Uint16Array) {
    this.id = id;
    this.form = form;
  }

  /** What stands for the template of elements that are in records themselves; none of their values is a payload. */
  static ofPattern(pattern: PatternElement): Template {
    const template = new Template(0, NO_FORM);
    template.#tree = { pattern, slots: slotsOf(pattern), payloadSlot: -1, header: headerOf(pattern) };
    return template;
  }

  /** True if its elements stand in records themselves. */
  get isInline(): boolean {
    return this.form === NO_FORM;
  }

  /** The form is read when something of it is first asked for: of most templates of an earlier run nothing ever is. */
  get #read(): Tree {
    this.#tree ??= treeOf(this.form);
    return this.#tree;
  }

  get #outlined(): Outline {
    this.#outline ??= this.#tree ?? this.#takeKept() ?? this.#read;
    return this.#outline;
  }

  /** Takes what an earlier run kept, if it did. */
  #takeKept(): Outline | undefined {
    const text = this.#kept?.();
    if (!text) return undefined;
    const { system, ...outline } = JSON.parse(text) as Kept;
    if (system) this.#system ??= { fields: system.fields, uses: new Set(system.uses), line: undefined };
    return outline;
  }

  get pattern(): PatternElement {
    return this.#read.pattern;
  }

  /** Slots that the tree names, that is, one more than the greatest index. */
  get slots(): number {
    return this.#outlined.slots;
  }

  /** Slot of the payload in an outer template, -1 if the template itself holds all of it. */
  get payloadSlot(): number {
    return this.#outlined.payloadSlot;
  }

  /** How the header is found; undefined if this is no outer template, or none that is understood. */
  get header(): HeaderPlan | undefined {
    return this.#outlined.header;
  }

  /** What a later run may go on from, as text; nothing if nothing was asked of it. */
  get kept(): string {
    if (!this.#outline) return this.#kept?.() ?? '';
    const { slots, payloadSlot, header } = this.#outline;
    const system = typeof this.#system === 'object' ? this.#system : undefined;
    const kept: Kept = {
      ...{ slots, payloadSlot, header },
      system: system && { fields: system.fields, uses: [...system.uses] },
    };
    return JSON.stringify(kept);
  }

  /** Has it go on from what an earlier run kept. */
  keep(text: () => string): void {
    this.#kept ??= text;
  }

  /** The same for the payloads of its plans. */
  keepPayloads(payloadOf: PayloadOf): void {
    this.#payloadOf ??= payloadOf;
  }

  /** The payload of its plan with another as text, nothing if that is not known. */
  keptPayload(inner: Template | undefined): string {
    const plan = this.#plans?.get(inner);
    return typeof plan === 'object' ? textOfPayload(plan.payload) : (this.#payloadOf?.(this, inner) ?? '');
  }

  /** The definition as the generic walker has it. */
  get definition(): Definition {
    const template = this;
    return {
      id: this.id,
      get content() {
        return [template.pattern];
      },
      fault: undefined,
    };
  }

  add(image: DefinitionImage): void {
    if (this.images.length === IMAGES) this.images.pop();
    this.images.unshift(image);
  }

  /** The plan of this outer template with a payload's; a text says why there is none. */
  plan(inner: Template | undefined): Plan | string {
    this.#plans ??= new Map();
    let plan = this.#plans.get(inner);
    if (plan === undefined) {
      plan = this.#planWith(inner);
      plans++;
      this.#plans.set(inner, plan);
    }
    return plan;
  }

  #planWith(inner: Template | undefined): Plan | string {
    // What was kept may hold the part of System.
    this.#outline ??= this.#outlined;
    this.#system ??= understood(() => systemPartOf(this.pattern));
    if (typeof this.#system === 'string') return this.#system;
    if (this.isInline) return understood(() => inlinePlanOf(this.pattern, this.#system as SystemPart));
    const kept = this.#payloadOf?.(this, inner);
    if (kept) return new Plan(this.#system, payloadOfText(kept));
    const owner = inner ?? this;
    owner.#payloads ??= new Map();
    const parts = owner.#payloads;
    this.#context ??= contextOf(this.pattern);
    const key = `${inner ? 'payload' : 'alone'} ${this.#context}`;
    let payload = parts.get(key);
    if (payload === undefined) {
      payload = understood(() => payloadPartOf(this.pattern, this.payloadSlot, inner?.pattern));
      parts.set(key, payload);
    }
    return typeof payload === 'string' ? payload : new Plan(this.#system, payload);
  }
}

function understood<Result>(make: () => Result): Result | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotUnderstood) return error.message;
    throw error;
  }
}

function headerOf(event: PatternElement): HeaderPlan | undefined {
  const [system] = elementsOf(event).filter(({ name }) => name === 'System');
  const header = system && understood(() => headerPlanOf(system));
  return typeof header === 'object' ? header : undefined;
}

/** The slot that stands where a payload would, -1 for none, undefined if it is not clear which. */
function payloadSlotOf(event: PatternElement): number | undefined {
  const found: number[] = [];
  for (const element of [event, ...elementsOf(event).filter(({ name }) => name !== 'System')])
    for (const part of element.content) if (part.kind === 'slot') found.push(part.index);
  const [slot = -1] = found;
  let uses = 0;
  eachSlot(event, (index, _, use) => {
    if (index === slot && use !== 'dependency') uses++;
  });
  return found.length > 1 || uses > 1 ? undefined : slot;
}

const MOST = 4096;
/** Definitions of one id that are told apart; more than a few are a crafted file's. */
const SAME_ID = 16;
/** Pairs of templates are bounded too: a crafted file could make every record a new one. */
const MOST_PLANS = 8192;
let plans = 0;
const byId = new Map<number, Template[]>();
let known = 0;

function isEqual(a: Uint16Array, b: Uint16Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * The template whose definition stands at an offset of a chunk, from the cache of all files if an equal one was met: equal in
 * id and in the whole of its form, so that a crafted definition cannot pass for another. Undefined if it is not understood.
 */
export function templateAt(chunk: ChunkView, offset: number): Template | undefined {
  if (offset < 512 || offset + 24 > chunk.length) return undefined;
  if (plans > MOST_PLANS || known > MOST) {
    byId.clear();
    known = 0;
    plans = 0;
  }
  const id = chunk.view.getUint32(offset + 4, true);
  const candidates = byId.get(id | 0) ?? [];
  for (const template of candidates)
    for (const image of template.images) if (image.fits(chunk, offset)) return template;
  const form = formOf(chunk, offset);
  if (!form) return undefined;
  const same = candidates.find((template) => isEqual(template.form, form));
  if (same) {
    same.add(new DefinitionImage(chunk, offset, namePlaces));
    return same;
  }
  const template = new Template(id, form.slice());
  if (template.slots >= INNER) return undefined;
  template.add(new DefinitionImage(chunk, offset, namePlaces));
  remember(template);
  return template;
}

function remember(template: Template): void {
  const id = template.id | 0;
  const candidates = byId.get(id) ?? [];
  known++;
  byId.set(id, candidates.length < SAME_ID ? [...candidates, template] : [template]);
}

/** The template of a form that an earlier run met: the one of this run, if it has met it too. */
export function templateOfForm(id: number, form: Uint16Array): Template {
  const met = byId.get(id | 0)?.find((template) => isEqual(template.form, form));
  if (met) return met;
  const template = new Template(id, form);
  remember(template);
  return template;
}
