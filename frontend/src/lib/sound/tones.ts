/** ToneName is one of the eight things a scan can sound like. */
export type ToneName = 'ok' | 'complete' | 'wrong' | 'too_many' | 'wrong_carrier' | 'stop' | 'again' | 'unknown';

/** Beep is a pitch held for a time; pitch 0 is a pause. */
export interface Beep {
  readonly hertz: number;
  readonly ms: number;
  readonly waver?: boolean;
}

const rest: Beep = { hertz: 0, ms: 60 };
const beep = (hertz: number, ms: number): Beep => ({ hertz, ms });
const wavering = (hertz: number, ms: number): Beep => ({ hertz, ms, waver: true });

// Read a row as: <outcome> sounds like these beeps, one after the other. Rhythm tells them apart first, pitch second.
export const tones: Record<ToneName, readonly Beep[]> = {
  ok: [beep(1320, 70)],
  complete: [beep(880, 70), rest, beep(1100, 70), rest, beep(1320, 140)],
  wrong: [beep(220, 180), rest, beep(220, 180), rest, beep(220, 320)],
  too_many: [beep(330, 120), rest, beep(330, 120)],
  wrong_carrier: [beep(440, 160), rest, beep(220, 320)],
  stop: [beep(260, 600)],
  again: [beep(990, 40), rest, beep(990, 40)],
  unknown: [wavering(520, 120), rest, wavering(390, 120), rest, wavering(520, 120)],
};

/** toneNames lists the eight in the order a test card plays them. */
export const toneNames = Object.keys(tones) as ToneName[];

/** toneOf reads the name the program sent; a name nobody knows sounds like an unknown code. */
export function toneOf(name: string): ToneName {
  return toneNames.find((known) => known === name) ?? 'unknown';
}

/** lengthOf is how long a tone lasts, in milliseconds. */
export function lengthOf(name: ToneName): number {
  return tones[name].reduce((sum, b) => sum + b.ms, 0);
}
