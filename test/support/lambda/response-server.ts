import type { RequestListener } from 'node:http';
import type { Certificate } from '../../../scripts/lib/certificates.ts';
import { bodyOf, serve } from '../../../scripts/lib/serve.ts';

/** What happens to one PUT. */
export type Fate = number | 'reset' | 'hang';
export interface Put {
  readonly body: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly at: number;
  /** What it was answered; undefined when it was not. */
  readonly status: number | undefined;
}

/** A stand-in for the presigned S3 address that CloudFormation hands out; each PUT meets the next fate, the last forever. */
export async function startResponseServer(certificate: Certificate) {
  let fates: Fate[] = [200];
  const puts: Put[] = [];
  const bodies: string[] = [];
  const answer: RequestListener = async (request, response) => {
    const body = await bodyOf(request);
    const fate = fates.length > 1 ? fates.shift() : fates[0];
    const status = typeof fate === 'number' ? fate : undefined;
    bodies.push(body);
    puts.push({ body, headers: request.headers, at: Date.now(), status });
    if (fate === 'reset') request.socket.destroy();
    else if (status !== undefined) response.writeHead(status).end();
  };
  const { url, stop } = await serve(answer, { certificate });
  return {
    url: `${url}/answer?X-Amz-Signature=MARKED`,
    puts,
    /** Of all that ever came. */
    bodies: bodies as readonly string[],
    /** Forgets what came and sets what comes. */
    meet(...next: Fate[]) {
      puts.length = 0;
      fates = next;
    },
    stop,
  };
}

export type ResponseServer = Awaited<ReturnType<typeof startResponseServer>>;
