// From ParseDuration of Go's package time, as BurntSushi/toml v1.6.0 reports it.
import { WrongType } from './wrong-type.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g;

/** Nanoseconds. */
export function parseDuration(text: string, path: readonly string[]): bigint {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  const parts = [...rest.matchAll(PART)];
  if (rest !== '0' && (rest === '' || parts.map(([whole]) => whole).join('') !== rest))
    throw new WrongType(path, `invalid duration: ${JSON.stringify(text)}`);
  const sum = parts.reduce((total, [, number, unit]) => total + Number(number) * (UNITS[unit ?? ''] ?? 0), 0);
  return BigInt(Math.trunc(sign === '-' ? -sum : sum));
}
