import type { Request, Stack } from '../../../functions/custom-resource/resource.ts';
import type { Outside } from '../../../functions/registration/ports.ts';
import type { Properties } from '../../../functions/registration/properties.ts';
import { runnerRegistration } from '../../../functions/registration/registration.ts';
import { requestFor } from '../request.ts';
import { memoryGitLab } from './gitlab.ts';
import { memoryStore } from './store.ts';

const STACK: Stack = {
  id: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/11111111-2222-3333-4444-555555555555',
  guid: '11111111-2222-3333-4444-555555555555',
  name: 'ci',
  logicalId: 'Registration',
};
export const LIFETIME = 120_000;

export const PROPERTIES = {
  GitLabUrl: 'https://gitlab.example.com',
  GitLabToken: 'glpat-MARKED-not-a-real-one',
  RunnerScope: 'project/7',
  Description: 'ci',
  Tags: 'a,b',
};

/** The registration with a simulated outside: a clock that sleeping moves, a store and a GitLab in memory. */
export function memoryWorld() {
  const store = memoryStore();
  const gitLab = memoryGitLab();
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  let now = Date.parse('2026-11-23T12:00:00Z');
  let nonces = 0;
  const outside: Outside = {
    store,
    clock: {
      now: () => now,
      sleep: async (milliseconds, signal) => {
        signal.throwIfAborted();
        now += milliseconds;
        await new Promise(setImmediate);
      },
    },
    connect: () => gitLab,
    readSource: async () => 'glpat-MARKED-from-a-source',
    nonce: () => `nonce-${++nonces}`,
  };
  const resource = runnerRegistration(outside);
  const request = (raw: Record<string, string>, id?: string, previousId?: string): Request<Properties> => {
    const properties = resource.parse(raw);
    const plain = requestFor(properties, id ?? resource.identify(properties, STACK), STACK);
    return { ...plain, previousId, time: { ...plain.time, lifetime: LIFETIME }, warn };
  };
  return {
    store,
    gitLab,
    outside,
    warnings,
    warn,
    resource,
    request,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

export type MemoryWorld = ReturnType<typeof memoryWorld>;
