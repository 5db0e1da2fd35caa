import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../../scripts/lib/serve.ts';
import { place } from '../../../scripts/local/machine/outside.ts';
import type { Manager } from './managers.ts';

/** What becomes of the n-th request for a file. */
export type Fate = 'busy' | 'half' | 'whole';

const realCurl = (port: number) => `#!/bin/bash
# The host's own curl, sent to a mirror on this host.
. /outside/environment
case "$*" in *169.254.169.254*) exec "$PROJECT/scripts/local/stand-ins/layer/usr/local/bin/curl" "$@" ;; esac
exec /usr/bin/curl --noproxy '*' "\${@/https:\\/\\/*\\//http://127.0.0.1:${port}/}"
`;

/** A mirror of what a manager downloads, for one manager, which reaches it by the real curl. */
export async function startMirror(
  { root }: Manager,
  fateOf: (file: string, count: number) => Fate = () => 'whole',
) {
  const asked: string[] = [];
  const { port, stop } = await serve((request, response) => {
    const file = (request.url ?? '').split('/').at(-1) ?? '';
    asked.push(file);
    const path = join(root, 'outside/downloads', file);
    const fate = fateOf(file, asked.filter((one) => one === file).length);
    if (fate === 'busy' || !existsSync(path)) {
      response.writeHead(fate === 'busy' ? 503 : 404).end();
      return;
    }
    const body = readFileSync(path);
    response.writeHead(200, { 'content-length': body.length });
    if (fate === 'whole') response.end(body);
    else response.write(body.subarray(0, body.length / 2), () => response.destroy());
  });
  place(root, 'usr/local/bin/curl', realCurl(port), 0o755);
  return {
    /** The files that were asked for, in order. */
    asked,
    stop,
  };
}
