import type { TrendPoint } from '$lib/desktop/types';

/** Plot is a trend in the units of its picture: the line, the band around it, and where the last point lies. */
export interface Plot {
  readonly line: string;
  readonly band: string;
  readonly x: number;
  readonly y: number;
}

/** monthsBefore is how many months a trend shows, the last being the one on screen. */
const monthsBefore = 6;

/** upTo is the part of a trend that ends with a month. */
export function upTo(points: readonly TrendPoint[], month: string): readonly TrendPoint[] {
  return points.filter((p) => p.month <= month).slice(-monthsBefore);
}

/** plot lays points out in a box. The scale is the data's own, with air above and below; a flat line runs in the middle. */
export function plot(points: readonly TrendPoint[], width: number, height: number, pad: number): Plot {
  const ends = points.flatMap((p) => [p.value, p.low, p.high]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const span = most - least || 1;
  const x = (n: number): number => pad + (points.length > 1 ? n / (points.length - 1) : 0.5) * (width - 2 * pad);
  const y = (v: number): number => (most === least ? height / 2 : pad + ((most - v) / span) * (height - 2 * pad));
  const at = (n: number, v: number): string => `${x(n).toFixed(1)},${y(v).toFixed(1)}`;
  const upper = points.map((p, n) => at(n, p.high));
  const lower = points.map((p, n) => at(n, p.low)).reverse();
  const last = points.at(-1);
  return {
    line: points.map((p, n) => at(n, p.value)).join(' '),
    band: [...upper, ...lower].join(' '),
    x: x(points.length - 1),
    y: y(last?.value ?? 0),
  };
}
