import type { OwnStack } from '../../functions/aws/own-stack.ts';
import { cache } from '../../functions/cache/cache.ts';
import { configuration } from '../../functions/configuration/configuration.ts';
import { firstWorker } from '../../functions/configuration/first-worker.ts';
import { fleet } from '../../functions/fleet/fleet.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { runnerRegistration } from '../../functions/registration/registration.ts';
import type { Resource } from '../../scripts/lib/template.ts';
import { ACCOUNT } from '../preflight/account.ts';
import { takeTurn } from '../support/memory/aws.ts';
import { memoryConfigurationStore } from '../support/memory/configuration-store.ts';
import type { Account } from './account.ts';
import { type Logged, memoryFunction } from './function.ts';
import { fated } from './ports.ts';
import { TEMPLATE } from './stack-template.ts';

/** The functions behind the template's custom resources, by logical id, each on the account in memory. */
export function functionsOn(account: Account, log: Logged[], ownStack: OwnStack) {
  const { clock, warnings, workers, buckets } = account;
  const warn = (message: string) => void warnings.push(message);
  const settings = (logicalId: string) => ({ clock, log, warn, ownStack, ...lambdaOf(logicalId) });
  const store = memoryConfigurationStore(account.store, fated('aws'));
  return {
    Preflight: memoryFunction(
      preflight({ account: () => lookingAt(account) }),
      settings('PreflightFunction'),
    ),
    Registration: memoryFunction(
      runnerRegistration(registrationOn(account)),
      settings('RegistrationFunction'),
    ),
    CacheContents: memoryFunction(cache(buckets.open), settings('CacheFunction')),
    Configuration: memoryFunction(configuration(store), settings('ConfigurationFunction')),
    FirstWorker: memoryFunction(firstWorker, settings('ConfigurationFunction')),
    WorkerFleet: memoryFunction(fleet(workers.outside), settings('FleetFunction')),
  };
}

/** The template's own numbers. */
function lambdaOf(logicalId: string) {
  const own = (TEMPLATE.Resources[logicalId] as Resource).Properties;
  const { Timeout, EventInvokeConfig } = { ...TEMPLATE.Globals.Function, ...own } as {
    Timeout: number;
    EventInvokeConfig: { MaximumRetryAttempts: number };
  };
  return { timeout: Timeout * 1000, retries: EventInvokeConfig.MaximumRetryAttempts };
}

function lookingAt({ buckets }: Account): typeof ACCOUNT {
  const around = fated('preflight');
  const known: typeof ACCOUNT = {
    ...ACCOUNT,
    bucket: async (name) => (buckets.buckets.has(name) ? ACCOUNT.bucket(name) : undefined),
  };
  const calls = Object.entries(known).map(([name, call]) => [
    name,
    (...args: unknown[]) => takeTurn(name, around, () => (call as (...args: unknown[]) => unknown)(...args)),
  ]);
  return Object.fromEntries(calls) as typeof ACCOUNT;
}

function registrationOn({ clock, store, gitLabs }: Account) {
  let nonces = 0;
  return {
    ...{ clock, store },
    readSource: (name: string) =>
      takeTurn(`ssm:GetParameter ${name}`, fated('aws'), () => store.parameters.get(name)?.value ?? ''),
    connect({ url }: { readonly url: string }) {
      const gitLab = gitLabs.get(url);
      if (!gitLab) throw new Error(`There is no GitLab at ${url}.`);
      return gitLab;
    },
    nonce: () => `nonce-${++nonces}`,
  };
}
