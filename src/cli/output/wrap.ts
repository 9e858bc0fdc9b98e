import { textWidth } from './text-width.ts';

/** Breaks a text at blanks into lines of a width in columns; a word that is longer stands on a line of its own. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(next) > width) {
      lines.push(line);
      line = word;
    } else line = next;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Wraps a text behind a first lead; further lines are indented to match. `paint` colors the lead. */
export function hanging(
  lead: string,
  text: string,
  width: number,
  paint: (lead: string) => string = (one) => one,
): string {
  const indent = ' '.repeat(textWidth(lead));
  const lines = wrapText(text, Math.max(20, width - indent.length));
  return lines.map((line, index) => (index === 0 ? paint(lead) : indent) + line).join('\n') || paint(lead.trimEnd());
}
