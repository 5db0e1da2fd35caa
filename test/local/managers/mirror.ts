import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { serve } from '../../../scripts/lib/serve.ts';
import { place } from '../../../scripts/local/machine/outside.ts';
import type { Manager } from './managers.ts';

/** What becomes of the n-th request for a file. */
export type Fate = 'busy' | 'half' | 'to http' | 'whole';

const authority = certificateAuthority();

const realCurl = (port: number, patience: number) => `#!/bin/bash
# The host's own curl, sent to a mirror on this host, and with so many times less patience.
. /outside/environment
case "$*" in *169.254.169.254*) exec "$PROJECT/scripts/local/stand-ins/layer/usr/local/bin/curl" "$@" ;; esac
given=("\${@/https:\\/\\/*\\//https://127.0.0.1:${port}/}")
for ((at = 1; at < $#; at++)); do
  case \${given[at - 1]} in --connect-timeout | --speed-time | --retry-max-time) ((given[at] /= ${patience})) ;; esac
done
exec /usr/bin/curl --noproxy '*' --cacert /outside/mirror.pem "\${given[@]}"
`;

/** A mirror of what a manager downloads, for one manager, which reaches it by the real curl. */
export async function startMirror(
  { root }: Manager,
  fateOf: (file: string, count: number) => Fate = () => 'whole',
) {
  const asked: string[] = [];
  const answer: RequestListener = (request, response) => {
    const file = (request.url ?? '').split('/').at(-1) ?? '';
    asked.push(file);
    const path = join(root, 'outside/downloads', file);
    const fate = fateOf(file, asked.filter((one) => one === file).length);
    if (fate === 'busy' || !existsSync(path)) {
      response.writeHead(fate === 'busy' ? 503 : 404).end();
      return;
    }
    if (fate === 'to http')
      return void response.writeHead(302, { location: `http://127.0.0.1/${file}` }).end();
    const body = readFileSync(path);
    response.writeHead(200, { 'content-length': body.length });
    if (fate === 'whole') response.end(body);
    else response.write(body.subarray(0, body.length / 2), () => response.destroy());
  };
  const { port, stop } = await serve(answer, { certificate: authority.issue('127.0.0.1') });
  reachAt(root, port, 1);
  return {
    /** The files that were asked for, in order. */
    asked,
    stop,
  };
}

/** In place of a mirror a network that says nothing, as a firewall that drops what it does not know. */
export async function startSilence({ root }: Manager) {
  const server = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  reachAt(root, (server.address() as AddressInfo).port, 10);
  return { stop: () => server.close() };
}

function reachAt(root: string, port: number, patience: number): void {
  place(root, 'outside/mirror.pem', authority.cert);
  place(root, 'usr/local/bin/curl', realCurl(port, patience), 0o755);
}
