import { expect } from 'vitest';
import { type Account, BROUGHT_BUCKET, OWN_RUNNER_TOKEN } from './account.ts';
import { OTHER_RUNNERS } from './runners.ts';

const GUID = '99999999-0000-4000-8000-000000000009';
const STACK = `arn:aws:cloudformation:eu-central-1:123456789012:stack/other/${GUID}`;
const KEY = 'runner-abcdefghi-gitlab-runner-99999999-1790000000-0';
const TAGS = { 'gitlab-runner-stack': STACK };
const PARAMETERS = [`/gitlab-runner/${GUID}/Registration/a`, '/mine', '/gitlab/token'];
const BUCKETS = ['somebody-elses', BROUGHT_BUCKET];

interface Marked {
  readonly keyName: string;
  readonly tags: Readonly<Record<string, string>>;
}
export const isOtherTenantsMachine = ({ keyName, tags }: Marked) =>
  [KEY, 'a-person'].includes(keyName) || tags['gitlab-runner-stack'] === STACK;

/** Puts what belongs to others, and what the user brings, into the account. Returns what throws unless it is as it was. */
export function putOtherTenants(account: Account): () => void {
  const { store, buckets, gitLabs } = account;
  for (const name of PARAMETERS) store.parameters.set(name, { value: 'glpat-MARKED', version: 1, key: '' });
  for (const name of BUCKETS) {
    buckets.make(name);
    for (const key of ['one', 'two']) buckets.put(name, key);
    buckets.begin(name, 'three');
  }
  putWorkers(account);
  const { own, other } = OTHER_RUNNERS;
  for (const { runners } of gitLabs.values()) {
    runners.set(own, { id: own, token: OWN_RUNNER_TOKEN, fields: { description: 'own' } });
    runners.set(other, { id: other, token: 'glrt-MARKED_other', fields: { description: '[stack-00]' } });
  }
  const before = look(account);
  return () => expect(look(account), 'what is not the stack’s').toEqual(before);
}

function putWorkers({ workers, clock }: Account): void {
  const { groups, ec2, keyNames, spot } = workers;
  const sizes = { max: 3, desired: 2, protectsNew: false };
  groups.set('other-workers', { ...sizes, suspended: new Set(), tags: TAGS });
  ec2.launch({ keyName: KEY, tags: TAGS });
  ec2.launch({ keyName: KEY, securityGroupIds: ['sg-0f'] });
  ec2.launch({ keyName: 'a-person', securityGroupIds: ['sg-0f'] });
  keyNames.add(KEY).add('a-person');
  spot.request(KEY, 'sg-0f', 0);
  spot.grant();
  workers.balance('other-workers');
  clock.pass(60_000);
}

/** What lies in a brought bucket may only become more. */
function look({ store, workers, buckets, gitLabs }: Account): string {
  const brought = buckets.buckets.get(BROUGHT_BUCKET);
  return JSON.stringify({
    instances: workers.ec2.living().filter(isOtherTenantsMachine),
    group: workers.groups.get('other-workers'),
    keyPairs: [KEY, 'a-person'].map((name) => workers.keyNames.has(name)),
    requests: workers.spot.alive().filter(({ keyName }) => keyName === KEY),
    parameters: PARAMETERS.map((name) => store.parameters.get(name)),
    bucket: buckets.buckets.get('somebody-elses'),
    brought: { ...brought, versions: brought?.versions.slice(0, 2), uploads: brought?.uploads.slice(0, 1) },
    runners: [...gitLabs.values()].map(({ runners }) =>
      Object.values(OTHER_RUNNERS).map((id) => runners.get(id)),
    ),
  });
}
