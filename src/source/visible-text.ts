/** Control characters other than the line feed, and those that turn the direction of writing. */
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text for a terminal in which characters that could move the cursor, change colors or reorder letters are visible dots; it keeps
 * its length. File names, queries and log values come from anyone.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, '\u00b7');
}
