import type { IncomingMessage } from 'node:http';
import type { Asked } from './reply.ts';

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  /** With the root and the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** How many bytes the connection has taken for the client. */
  readonly answered: () => number;
}

export async function receive(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = '', url = '', headers, socket } = incoming;
  const body = Buffer.concat(chunks).toString();
  return { method, path: url, headers, body, answered: () => socket.bytesWritten };
}

/** What the API is asked; undefined for a page outside it. */
export function askedBy({ method, path, headers, body }: Received, root: string): Asked | undefined {
  const url = new URL(path, 'https://localhost');
  const api = `${root}/api/v4/`;
  if (!url.pathname.startsWith(api)) return undefined;
  const isJson = /json/.test(headers['content-type'] ?? '');
  const fields = isJson && body ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  const params = { ...Object.fromEntries(url.searchParams), ...fields };
  return { method, path: url.pathname.slice(api.length - 1), params, headers };
}
