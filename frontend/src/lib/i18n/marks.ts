/** Piece is part of a text; hit says that it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** pieces cuts a text at every place one of the searched words occurs, without regard to case. */
export function pieces(text: string, search: string): Piece[] {
  const words = search
    .trim()
    .split(/\s+/)
    .filter((w) => w !== '');
  if (words.length === 0) return [{ text, hit: false }];
  const pattern = words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text
    .split(new RegExp(`(${pattern})`, 'i'))
    .map((part, at) => ({ text: part, hit: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
