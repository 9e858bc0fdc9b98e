/** True if a plan or a condition, given as data, may ask for `_messageCount`, which of lines is their number in the file. */
export function asksForLineNumbers(data: unknown): boolean {
  return /"_messagecount"/i.test(JSON.stringify(data) ?? '');
}
