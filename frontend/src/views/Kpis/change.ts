import type { KPIFigure } from '$lib/desktop/types';
import { figure, tenth } from '$lib/i18n/numbers';

const minus = '\u2212';

/** changeOf is how far a published figure moved, in its own unit: "−0.9". '' when it did not, or one of both is unknown. */
export function changeOf(k: KPIFigure): string {
  if (!k.known || !k.frozen.known) return '';
  const by = k.value - k.frozen.value;
  const size =
    k.unit === 'percent' || k.unit === 'per_thousand' ? tenth(Math.abs(by)) : figure(Math.abs(by), k.unit, k.currency);
  if (by === 0 || size === tenth(0)) return '';
  return (by < 0 ? minus : '+') + size;
}
