import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { Certificate } from '../lib/certificates.ts';
import { CommandError } from '../lib/command-error.ts';
import { serve } from '../lib/serve.ts';

/** What happens to one PUT. */
export type Fate = number | 'reset' | 'hang';
export interface Put {
  readonly body: string;
  /** Of its response; undefined when there was none. */
  readonly status: number | undefined;
}
export interface ResponseUrl {
  readonly url: string;
  readonly puts: readonly Put[];
}
export type ResponseUrls = Awaited<ReturnType<typeof startResponseUrls>>;

/** The helpers of others drop the port of a ResponseURL, so it must be the usual one. */
const PORT = 443;

/**
 * A stand-in for the presigned URLs that CloudFormation hands out; each PUT at one meets the next of its fates, the last
 * forever. Throws a CommandError where the port cannot be had.
 */
export async function startResponseUrls(certificate: Certificate, port = PORT) {
  const opened: Array<{ fates: Fate[]; puts: Put[] }> = [];
  const listener: RequestListener = async (request, response) => {
    const place = opened[Number(/^\/response\/(\d+)/.exec(request.url ?? '')?.[1])];
    if (!place) return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    // What is cut short by its sender counts as what came.
    request.on('error', () => undefined).on('data', (chunk) => chunks.push(chunk));
    await once(request, 'end').catch(() => undefined);
    const fate = place.fates.length > 1 ? place.fates.shift() : place.fates[0];
    const status = typeof fate === 'number' ? fate : undefined;
    place.puts.push({ body: Buffer.concat(chunks).toString(), status });
    if (fate === 'reset') request.socket.destroy();
    else if (status !== undefined) response.writeHead(status).end();
  };
  const { stop } = await serve(listener, { certificate, port }).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandError(
      `The stand-in for CloudFormation's response URLs needs port ${port} of 127.0.0.1 (${cause.code}): run as root, or where no other server has it.`,
    );
  });
  return {
    /** A new URL that nothing has come to yet. */
    open(...fates: Fate[]): ResponseUrl {
      const puts: Put[] = [];
      const id = opened.push({ fates, puts }) - 1;
      return { url: `https://localhost/response/${id}?X-Amz-Signature=0123456789abcdef`, puts };
    },
    stop,
  };
}
