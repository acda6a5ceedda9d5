// Read a row as: the key at this place of the keyboard types <plain>, and <with Shift>, on the layout scanners assume (US).
// Scanners send key places; going by place makes the layout set in the operating system irrelevant.
const places: Record<string, readonly [string, string]> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};
const shiftedDigits = ')!@#$%^&*(';

/** charAt is what a scanner meant by the key at this place; '' for keys that type nothing. */
export function charAt(code: string, key: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit?.[2] !== undefined)
    return shift && digit[1] === 'Digit' ? (shiftedDigits[Number(digit[2])] ?? '') : digit[2];
  const place = places[code];
  if (place) return place[shift ? 1 : 0];
  return code === '' && key.length === 1 ? key : '';
}
