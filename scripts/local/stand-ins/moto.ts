import { join } from 'node:path';
import { freePort } from '../../lib/loopback.ts';
import { PROJECT } from '../../lib/project.ts';
import { type Server, startServer } from '../../lib/server.ts';

export interface MotoOptions {
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** moto_server, which knows EC2's instance types and lets Auto Scaling groups launch, on a free loopback port. */
export async function startMoto({ port, environment }: MotoOptions = {}): Promise<Server> {
  const chosen = String(port ?? (await freePort()));
  return startServer((folder) => ({
    name: 'moto',
    command: join(PROJECT, '.tools/moto/bin/moto_server'),
    arguments: ['-H', '127.0.0.1', '-p', chosen],
    endpoint: `http://127.0.0.1:${chosen}`,
    health: '/moto-api/data.json',
    environment: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder, ...environment },
  }));
}
