type Fields = Readonly<Record<string, unknown>>;

/** A map; none at all is an empty one. */
export function object(raw: unknown = {}, where: string): Fields {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Error(`${where} is not a map.`);
  return raw as Fields;
}

/** Refuses keys that would otherwise be silently left out. */
export function only(fields: Fields, known: readonly string[], where: string): Fields {
  const unknown = Object.keys(fields).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw new Error(`${where} has what this stand-in for cfn-init does not play: ${unknown.join(', ')}.`);
  return fields;
}

export function text(raw: unknown, where: string): string {
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  if (typeof raw !== 'string') throw new Error(`${where} is not text.`);
  return raw;
}

export function list(raw: unknown, where: string): string[] {
  if (!Array.isArray(raw)) throw new Error(`${where} is not a list.`);
  return raw.map((item) => text(item, where));
}

export function variables(raw: unknown, where: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object(raw, where)).map(([key, value]) => [key, text(value, where)]),
  );
}

/** CloudFormation hands on every scalar of metadata as text. */
export function boolean(raw: unknown, where: string): boolean | undefined {
  if (raw === undefined) return undefined;
  const value = String(raw).toLowerCase();
  if (value !== 'true' && value !== 'false') throw new Error(`${where} is neither true nor false.`);
  return value === 'true';
}
