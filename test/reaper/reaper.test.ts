import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startMoto } from '../../scripts/local/stand-ins/moto.ts';
import { openAccount } from '../support/fleet-account.ts';
import { STACK } from '../support/request.ts';

const REAPER = join(import.meta.dirname, '../../functions/reaper/index.ts');
const PART = 'gitlab-runner-0a1b2c3d-';
// The emulator is slow where others run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let moto: Awaited<ReturnType<typeof startMoto>>;
let account: Awaited<ReturnType<typeof openAccount>>;
let workers: string;
let kept: string[];
let orphans: string[];
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

/** A manager with a machine, two machines whose manager was killed, and a foreign one of the same kind. */
beforeEach(async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
  account = await openAccount(moto.endpoint);
  workers = await account.securityGroup('workers');
  const own = { 'gitlab-runner-stack': STACK.id };
  await account.group('managers', 1, own);
  const [manager = ''] = await account.living();
  const ofManager = (id: string) => ({ ...own, 'gitlab-runner-manager': id });
  await account.run({ securityGroupId: workers, tags: ofManager(manager) });
  await account.run({ securityGroupId: workers, keyName: `runner-a-${PART}1-1`, spot: true });
  await account.run({ securityGroupId: workers, tags: { 'gitlab-runner-manager': 'i-00000001' } });
  kept = await account.living();
  orphans = await account.run({ count: 2, securityGroupId: workers, tags: ofManager('i-00000001') });
});

/** Runs the handler in a process of its own, with nothing but its environment; returns the lines that it logs. */
async function reap(environment: Record<string, string> = {}) {
  const script = `(await import(${JSON.stringify(REAPER)})).handler({}, { getRemainingTimeInMillis: () => 30_000 })`;
  const { stdout } = await promisify(execFile)('node', ['--input-type=module', '-e', `await ${script}`], {
    env: {
      PATH: process.env.PATH ?? '',
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      STACK_ID: STACK.id,
      WORKER_SECURITY_GROUP_ID: workers,
      MANAGER_GROUP_NAME: 'managers',
      ...environment,
    },
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('the reaper', () => {
  it('ends the machines of a killed manager, says which, and measures them; the next run has nothing to do', async () => {
    const [warning, metric] = await reap();
    expect(await account.living()).toEqual(kept);
    expect(warning).toMatchObject({ level: 'warn', dryRun: false });
    expect(warning.ids.sort()).toEqual([...orphans].sort());
    expect(metric).toMatchObject({ StackName: 'runner', OrphanedInstances: 2 });
    expect(metric.OrphanedInstanceHours).toBeLessThan(0.5);
    expect(await reap()).toMatchObject([{ OrphanedInstances: 0, OrphanedInstanceHours: 0 }]);
  });

  it('only says what it would end in a dry run', async () => {
    const [warning] = await reap({ DRY_RUN: 'true' });
    expect(warning).toMatchObject({ dryRun: true });
    expect(await account.living()).toEqual([...kept, ...orphans].sort());
  });

  it('ends what outlived the manager’s group', async () => {
    const [warning] = await reap({ MANAGER_GROUP_NAME: 'never-was' });
    expect(warning.ids).toHaveLength(3);
  });
});
