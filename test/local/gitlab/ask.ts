import { request } from 'node:https';

export interface Asking {
  /** The access token to send. */
  as?: string | undefined;
  headers?: Record<string, string>;
  /** JSON, or a form when it is text. */
  body?: Record<string, unknown> | string;
}
export interface Answered {
  status: number;
  headers: Record<string, unknown>;
  /** Read when it is JSON. */
  body: unknown;
}

/** One request on a connection of its own. */
export function ask(method: string, url: string, ca: string, asking: Asking): Promise<Answered> {
  const { as, headers = {}, body = {} } = asking;
  const form = typeof body === 'string';
  const text = form ? body : JSON.stringify(body);
  const all = {
    'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...(as ? { 'private-token': as } : {}),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: false, ca, headers: all }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const got = Buffer.concat(chunks).toString();
      const isJson = String(answer.headers['content-type']).includes('json');
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: isJson ? JSON.parse(got) : got,
      });
    });
    sent.on('error', reject).end(text);
  });
}
