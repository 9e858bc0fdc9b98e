/** A step of an XML path: the element's name and which of several it means. */
export interface XmlStep {
  readonly name: string;
  /** From 1, among those of the name. */
  readonly position: number | 'last' | undefined;
  readonly attribute: { readonly name: string; readonly value: string } | undefined;
}

/** An absolute path into XML, and what of the last element it means. */
export interface XmlPath {
  readonly steps: readonly XmlStep[];
  readonly target:
    | { readonly kind: 'text' }
    | { readonly kind: 'markup' }
    | { readonly kind: 'attribute'; readonly name: string };
}

const STEP = /^([A-Za-z_][\w.-]*)(?:\[(?:(\d+)|(last\(\))|@([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\]'"]+)))\])*$/;

function parseStep(text: string): XmlStep | undefined {
  const match = STEP.exec(text);
  if (!match) return undefined;
  const [, name, number, last, attribute, double, single, bare] = match;
  return {
    name: name!,
    position: number === undefined ? (last === undefined ? undefined : 'last') : Number(number),
    attribute: attribute === undefined ? undefined : { name: attribute, value: double ?? single ?? bare?.trim() ?? '' },
  };
}

/** Cuts a path at its slashes, those inside brackets left alone. */
function parts(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|[^/[])+/g) ?? [];
}

/**
 * Reads the subset of XPath that `parse xml` takes: absolute, `name[n]`, `name[last()]`, `name[@a=v]`, `/@a`, `/text()`
 * (spec sumo §6.7). Undefined for what is outside it, but `prefixed` for a namespace prefix, which finds nothing.
 */
export function parseXmlPath(text: string): XmlPath | 'prefixed' | undefined {
  const path = text.trim();
  if (!path.startsWith('/') || path.includes('//') || path.endsWith('/')) return undefined;
  const names = parts(path);
  if (names.some((name) => /^[\w.-]+:[\w.-]+/.test(name))) return 'prefixed';
  const last = names.at(-1);
  let target: XmlPath['target'] = { kind: 'markup' };
  if (last === 'text()') target = { kind: 'text' };
  else if (last?.startsWith('@')) target = { kind: 'attribute', name: last.slice(1) };
  const own = target.kind === 'markup' ? names : names.slice(0, -1);
  const steps = own.map(parseStep);
  if (steps.length === 0 || steps.some((step) => step === undefined)) return undefined;
  return { steps: steps as XmlStep[], target };
}
