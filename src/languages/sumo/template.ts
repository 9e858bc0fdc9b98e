/** Pattern text of a template: `{{x}}`, `{{{x}}}`, `${x}`, `$$x` (spec sumo §2), replaced textually before the platform parses. */
export const TEMPLATE_SOURCE = '\\{\\{\\{[^{}|]*\\}\\}\\}|\\{\\{[^{}|]*\\}\\}|\\$\\{[^{}|]*\\}|\\$\\$[A-Za-z_]\\w*';

const WHOLE = new RegExp(`^(?:${TEMPLATE_SOURCE})+$`);
const ANY = new RegExp(TEMPLATE_SOURCE);

/** True if the text is made of templates only. */
export function isTemplate(text: string): boolean {
  return WHOLE.test(text);
}

/** True if the text holds a template somewhere. */
export function hasTemplate(text: string): boolean {
  return ANY.test(text);
}

/** The first template in a text. */
export function firstTemplate(text: string): string | undefined {
  return ANY.exec(text)?.[0];
}

/** The text with every template replaced, so that checks of a pattern do not read into one. */
export function withoutTemplates(text: string, replacement = ''): string {
  return text.replace(new RegExp(TEMPLATE_SOURCE, 'g'), () => replacement);
}
