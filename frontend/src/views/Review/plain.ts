/** plain is a known pattern as a person reads it: of words that stand for each other the first, and no marks of the pattern. */
export function plain(pattern: string): string {
  let text = pattern;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/[([{]([^()[\]{}]*)[)\]}]/g, (_, inside: string) => inside.split('|', 1)[0] ?? '');
  }
  return (text.split('|', 1)[0] ?? '').replace(/[\^$]/g, ' ').replace(/\s+/g, ' ').trim();
}
