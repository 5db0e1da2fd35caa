import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { html, type Reply } from './reply.ts';

/** How a request that was carried out is answered all the same. */
export type Ending =
  | 'reset'
  | 'hang'
  /** The connection ends in the middle of the body. */
  | 'cut'
  /** One byte of the body a second. */
  | 'trickle'
  | ((answer: Reply) => Reply);

/** What one request meets. */
export type Fate =
  | 'normal'
  /** The connection is reset before TLS, so that not a byte of the request was sent. */
  | 'reset before TLS'
  /** Read, not carried out, and never answered. */
  | 'hang'
  | 'reset'
  /** Not carried out, and 200 comes back with a body that does not end. */
  | 'endless'
  /** Answered so, and not carried out. */
  | Reply
  | { readonly carriedOut: Ending };

/** Carries the request out or not, and answers it or not, as the fate says. */
export function meet(fate: Exclude<Fate, 'reset before TLS'>, carryOut: () => Reply, to: ServerResponse) {
  if (fate === 'normal') return send(carryOut(), 'whole', to);
  if (typeof fate === 'string') return send(html(200, ''), fate, to);
  return 'carriedOut' in fate ? send(carryOut(), fate.carriedOut, to) : send(fate, 'whole', to);
}

async function send(answer: Reply, ending: Ending | 'whole' | 'endless', to: ServerResponse) {
  if (typeof ending === 'function') return send(ending(answer), 'whole', to);
  if (ending === 'hang') return;
  if (ending === 'reset') return void to.socket?.destroy();
  const bytes = Buffer.from(answer.body);
  const length = { 'content-length': String(bytes.length) };
  to.writeHead(answer.status, { ...answer.headers, ...(ending === 'endless' ? {} : length) });
  if (ending === 'cut') to.write(bytes.subarray(0, bytes.length / 2), () => to.socket?.destroy());
  else if (ending === 'endless') await pour(to);
  else if (ending === 'trickle') await trickle(bytes, to);
  else to.end(bytes);
}

async function pour(to: ServerResponse): Promise<void> {
  const padding = function* () {
    for (;;) yield '{"padding":"" }'.padEnd(64 * 1024);
  };
  await pipeline(padding, to).catch(() => undefined); // whoever reads has had enough
}

async function trickle(bytes: Buffer, to: ServerResponse): Promise<void> {
  for (const byte of bytes) {
    if (to.destroyed) return;
    to.write(Buffer.of(byte));
    await sleep(1000);
  }
  to.end();
}
