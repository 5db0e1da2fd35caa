import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../../scripts/lib/certificates.ts';

/** What happens to one PUT. */
export type Fate = number | 'reset' | 'hang';
export interface Put {
  readonly body: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly at: number;
  /** What it was answered; undefined when it was not. */
  readonly status: number | undefined;
}

/** A stand-in for the presigned S3 address that CloudFormation hands out; each PUT meets the next fate, the last for ever. */
export async function startResponseServer(certificate: Certificate) {
  let fates: Fate[] = [200];
  const puts: Put[] = [];
  const bodies: string[] = [];
  const server = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const fate = fates.length > 1 ? fates.shift() : fates[0];
      const status = typeof fate === 'number' ? fate : undefined;
      const body = Buffer.concat(chunks).toString();
      bodies.push(body);
      puts.push({ body, headers: request.headers, at: Date.now(), status });
      if (fate === 'reset') request.socket.destroy();
      else if (status !== undefined) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/answer?X-Amz-Signature=MARKED`,
    puts,
    /** Of all that ever came. */
    bodies: bodies as readonly string[],
    /** Forgets what came and sets what comes. */
    meet(...next: Fate[]) {
      puts.length = 0;
      fates = next;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type ResponseServer = Awaited<ReturnType<typeof startResponseServer>>;
