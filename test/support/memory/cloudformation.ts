import { GitLabError } from '../../../functions/registration/gitlab/error.ts';
import type { Data } from '../../../functions/registration/registration.ts';
import type { MemoryWorld } from './world.ts';

export type Fault =
  | 'none'
  | 'GitLab refuses'
  | 'GitLab is down'
  | 'GitLab answer is lost'
  | 'crash before GitLab'
  | 'crash after GitLab'
  | 'store fails on completion'
  | 'answer to CloudFormation is lost'
  | 'another resource fails';
export type Delivery = 'once' | 'twice in a row' | 'twice at once' | 'again minutes later';
export interface Step {
  readonly to: Record<string, string>;
  readonly fault: Fault;
  readonly delivery: Delivery;
}

const SERVICE_TIMEOUT = 540_000;
const never = () => new Promise<never>(() => undefined);

/** Plays one resource's events in the orders of real CloudFormation, which the emulator does not: a simulation. */
export function cloudFormation(world: MemoryWorld) {
  const reasons: string[] = [];
  let current: { id: string; properties: Record<string, string> } | undefined;

  async function deliver(step: Step, previousId: string | undefined): Promise<Data | undefined> {
    const once = () => world.resource.ensure(world.request(step.to, undefined, previousId));
    const kept = (work: Promise<Data>) =>
      work.catch((error: Error) => {
        reasons.push(error.message);
        return undefined;
      });
    inject(world, step.fault);
    const crashes = step.fault.startsWith('crash');
    if (crashes) {
      void once().catch(() => undefined);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      world.pass(SERVICE_TIMEOUT);
      inject(world, 'none');
      return step.delivery === 'again minutes later' ? void (await kept(once())) : undefined;
    }
    const answers =
      step.delivery === 'twice at once'
        ? Promise.all([kept(once()), kept(once())])
        : kept(once()).then((one) => [one]);
    const [answer, other] = await answers;
    inject(world, 'none');
    // A delivery that failed is answered: CloudFormation hears the first and moves on, as the duplicate of a success does.
    if (answer && step.delivery === 'again minutes later') world.pass(3 * 60_000);
    if (answer && step.delivery !== 'once' && step.delivery !== 'twice at once') await kept(once());
    const heard = answer ?? other;
    return step.fault === 'answer to CloudFormation is lost' ? undefined : heard;
  }

  const remove = (id: string, properties: Record<string, string>) =>
    world.resource.remove(world.request(properties, id));

  return {
    reasons,
    get exists() {
      return current !== undefined;
    },
    async create(step: Step): Promise<void> {
      const answer = await deliver(step, undefined);
      const id = world.request(step.to).id;
      if (answer && step.fault !== 'another resource fails')
        current = { id: answer.ParameterName, properties: step.to };
      else await remove(step.fault === 'GitLab refuses' ? id : 'ci-Registration-CLOUDFORMATIONS', step.to);
    },
    async update(step: Step): Promise<void> {
      if (!current) return;
      const before = current;
      const answer = await deliver(step, before.id);
      if (answer && step.fault !== 'another resource fails') {
        current = { id: answer.ParameterName, properties: step.to };
        if (answer.ParameterName !== before.id) await remove(before.id, before.properties);
        return;
      }
      const known = answer?.ParameterName ?? before.id;
      await world.resource.ensure(world.request(before.properties, undefined, known));
      if (known !== before.id) await remove(known, step.to);
    },
    async remove(fault: Fault): Promise<void> {
      if (!current) return;
      inject(world, fault);
      await remove(current.id, current.properties);
      inject(world, 'none');
      current = undefined;
    },
  };
}

function inject({ gitLab, store }: MemoryWorld, fault: Fault): void {
  gitLab.before = () => undefined;
  gitLab.after = () => undefined;
  store.before = () => undefined;
  let lost = false;
  if (fault === 'GitLab refuses') gitLab.before = () => fail('refused', 401);
  if (fault === 'GitLab is down') gitLab.before = () => fail('unreachable');
  if (fault === 'crash before GitLab') gitLab.before = never;
  if (fault === 'crash after GitLab') gitLab.after = never;
  if (fault === 'GitLab answer is lost')
    gitLab.after = (call) => {
      if (lost || !/create|edit/.test(call)) return;
      lost = true;
      fail('unknown');
    };
  if (fault === 'store fails on completion')
    store.before = (action) => {
      if (action === 'replace')
        throw new GitLabError('Parameter Store failed at ssm:PutParameter.', 'refused');
    };
}

function fail(outcome: 'refused' | 'unreachable' | 'unknown', status = 0): never {
  throw new GitLabError(`GitLab: ${outcome}.`, outcome, status);
}

/** Whether a runner that is left is named, as the rules allow, by a note or by a reason. */
export function isNamed(
  world: MemoryWorld,
  reasons: readonly string[],
  runner: { id: string; fields: Record<string, unknown> },
): boolean {
  const marker = /\[stack-[0-9a-f]+\]/.exec(String(runner.fields.description))?.[0] ?? '[none]';
  const notes = [...world.store.parameters]
    .filter(([name]) => name.endsWith('/left-behind'))
    .map(([, { value }]) => value);
  return [...notes, ...reasons].some(
    (text) => text.includes(`Runner ${runner.id} at `) || text.includes(marker),
  );
}
