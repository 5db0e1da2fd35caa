import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** How many calls to AWS something took, and how long, at one size. */
export interface Point {
  readonly size: number;
  readonly calls: number;
  readonly seconds: number;
}

/** Runs it and counts the requests that this process sends to an endpoint meanwhile, tries that were repeated too. */
export async function measured(endpoint: string, size: number, act: () => Promise<unknown>): Promise<Point> {
  let calls = 0;
  const { host } = new URL(endpoint);
  const count = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader('host') === host) calls += 1;
  };
  subscribe('http.client.request.start', count);
  const began = performance.now();
  try {
    await act();
    return { size, calls, seconds: (performance.now() - began) / 1000 };
  } finally {
    unsubscribe('http.client.request.start', count);
  }
}
