import type { HttpResponse } from './exchange.ts';

/** The body's JSON object or array; undefined when it is anything else. */
export function parseObject({ body }: Pick<HttpResponse, 'body'>): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return parsed && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Where a redirect leads, without its path, which may hold anything. */
export function redirectTarget({ location }: Pick<HttpResponse, 'location'>): string {
  return URL.parse(location ?? '')?.origin ?? 'another address';
}
