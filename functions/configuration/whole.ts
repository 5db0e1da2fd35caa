import type { Reading } from '../custom-resource/reading.ts';

/** A property that is a whole number from `least` to `most`; otherwise NaN, with a fault noted. */
export function readWhole({ text, must }: Reading, name: string, least: number, most: number): number {
  const value = /^\d{1,7}$/.test(text(name)) ? Number(text(name)) : Number.NaN;
  must(value >= least && value <= most, `${name} must be a whole number from ${least} to ${most}`);
  return value;
}
