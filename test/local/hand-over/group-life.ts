import { powerOffAfter } from '../../template/programs.ts';
import { type AutoScaling, autoScaling, type Instance } from './auto-scaling.ts';
import { type Call, type Programs, startPrograms } from './programs.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** How a boot goes: how long it takes (Infinity: it hangs), whether it fails, and how long the jobs last that it has when it drains. */
export interface Boot {
  readonly seconds: number;
  readonly fails: boolean;
  readonly jobs: number;
}
interface Manager {
  readonly instance: Instance;
  readonly boot: Boot;
  /** Its gitlab-runner, which first waits and then asks for jobs. */
  runner?: { asks: boolean };
  isLost: boolean;
  hasBooted: boolean;
  isCutOff: boolean;
}
/** Seconds: a start of the AWS CLI with its call, and fetch-configuration with the first request. */
const FETCH = 5;

export type GroupLife = Awaited<ReturnType<typeof startGroup>>;

/** A group of managers on a pretended AWS, which run the template's programs; time is virtual. */
export async function startGroup(boots: readonly Boot[], usual: Boot, secondsOfACall: number) {
  const managers = new Map<string, Manager>();
  const asks: Array<{ at: number; id: string; begins: boolean }> = [];
  const most = { asking: 0 };
  const programs: Programs = await startPrograms(respond);
  const time: VirtualTime = virtualTime(programs.untilNobodyIsBusy);
  const group: AutoScaling = autoScaling(time, begin, (one) => lose(one.id));
  let booted = 0;
  const asking = () => [...managers.values()].filter(({ runner }) => runner?.asks);

  function begin(instance: Instance): void {
    const boot = boots[booted++] ?? usual;
    const manager: Manager = { instance, boot, isLost: false, hasBooted: false, isCutOff: false };
    managers.set(instance.id, manager);
    void programs.run(instance.id, 'in-service', 'begin');
    time.after(boot.seconds, () => manager.isLost || endBoot(manager));
    time.after(powerOffAfter('boot'), () => manager.isLost || manager.hasBooted || crash(instance.id));
  }
  function endBoot(manager: Manager): void {
    const { instance, boot } = manager;
    group.signal(instance, !boot.fails);
    manager.hasBooted = !boot.fails;
    if (boot.fails) {
      void programs.run(instance.id, 'in-service', 'failed');
      time.after(powerOffAfter('active'), () => manager.isLost || crash(instance.id));
      return;
    }
    startRunner(manager);
    void programs.run(instance.id, 'drain');
    void programs.run(instance.id, 'in-service', 'ready');
  }
  function startRunner(manager: Manager): void {
    const runner = { asks: false };
    manager.runner = runner;
    void programs.run(manager.instance.id, 'wait-for-predecessor').then((status) => {
      if (status !== 0) return;
      time.after(FETCH, () => {
        if (manager.runner !== runner) return;
        runner.asks = true;
        asks.push({ at: time.now(), id: manager.instance.id, begins: true });
        most.asking = Math.max(most.asking, asking().length);
      });
    });
  }
  function stopRunner(manager: Manager): void {
    if (manager.runner?.asks) asks.push({ at: time.now(), id: manager.instance.id, begins: false });
    delete manager.runner;
    programs.end(manager.instance.id, 'wait-for-predecessor');
  }
  function lose(id: string): void {
    const manager = managers.get(id);
    if (!manager || manager.isLost) return;
    stopRunner(manager);
    manager.isLost = true;
    programs.end(id);
  }
  function crash(id: string): void {
    const manager = managers.get(id);
    if (!manager) return;
    lose(id);
    manager.instance.ec2 = 'terminated';
    whenChecked(20, manager);
  }
  /** An update suspends the checks. */
  function whenChecked(seconds: number, manager: Manager): void {
    time.after(seconds, () =>
      group.isUpdating() ? whenChecked(seconds, manager) : group.checkHealth(manager.instance),
    );
  }

  function respond(call: Call): void {
    const manager = managers.get(call.manager);
    const [name, first = ''] = call.words;
    if (!manager) return;
    if (name === 'sleep') time.after(Number(first), () => call.answer(''));
    else if (name === 'imds') askMetadata(manager, call, first);
    else if (name === 'publish-health') call.answer('');
    else if (name === 'systemctl') {
      stopRunner(manager);
      time.after(1 + manager.boot.jobs, () => call.answer(''));
    } else {
      const answer = manager.isCutOff ? () => ['', 255] as const : answerOf(manager.instance, call.words);
      time.after(secondsOfACall, () => call.answer(...answer()));
    }
  }
  /** Who asks again every 5 s hears of a change up to 5 s late: so that is when the answer comes. */
  function askMetadata(manager: Manager, call: Call, path: string): void {
    if (path === 'instance-id') call.answer(manager.instance.id);
    else if (manager.instance.state.startsWith('Terminat'))
      time.after(4, () => call.answerAndFork('Terminated'));
    else time.after(5, () => manager.isLost || askMetadata(manager, call, path));
  }
  /** What is described is as it was when it was asked for; what is done is done when it is answered. */
  function answerOf(
    own: Instance,
    [, , name = '', ...options]: readonly string[],
  ): () => readonly [string, number] {
    const words = options.join(' ');
    const hook = words.includes('--lifecycle-hook-name launch') ? 'launch' : 'drain';
    if (name === 'record-lifecycle-action-heartbeat') return () => ['', group.heartbeat(own, hook) ? 0 : 254];
    if (name === 'complete-lifecycle-action') {
      const result = /--lifecycle-action-result (\w+)/.exec(words)?.[1] ?? '';
      return () => ['', group.complete(own, hook, result) ? 0 : 254];
    }
    const said = described(name, words);
    return () => [said, 0];
  }
  function described(name: string, words: string): string {
    const ids = (filter: (one: Instance) => boolean) =>
      group.instances
        .filter(filter)
        .map(({ id }) => id)
        .join(' ');
    if (name === 'describe-auto-scaling-instances') return 'managers';
    if (name === 'describe-stack-resource')
      return group.isUpdating() ? 'UPDATE_IN_PROGRESS' : 'UPDATE_COMPLETE';
    if (name === 'describe-instances') return oldest(words);
    if (name !== 'describe-auto-scaling-groups') throw new Error(`The pretended AWS does not know ${name}.`);
    if (words.includes("[?HealthStatus == 'Unhealthy' && LifecycleState == 'InService']"))
      return ids(({ health, state }) => health === 'Unhealthy' && state === 'InService');
    return ids(({ state }) => !['Terminating:Proceed', 'Terminated'].includes(state));
  }
  function oldest(words: string): string {
    const asked = group.instances.filter(({ id, ec2 }) => words.includes(id) && ec2 !== 'terminated');
    return asked.sort((a, b) => a.launched - b.launched || a.id.localeCompare(b.id))[0]?.id ?? 'None';
  }

  group.reconcile();
  return {
    time,
    group,
    /** When a manager began to ask for jobs, and when it asked for the last one. */
    asks,
    most,
    asking: () => asking().map(({ instance }) => instance.id),
    crash,
    /** It runs for EC2, and nothing in it goes on. */
    hang(id: string): void {
      const manager = managers.get(id);
      if (!manager || manager.isLost) return;
      lose(id);
      whenChecked(240, manager);
    },
    /** It reaches GitLab, and for a while AWS no more. */
    cutOff(id: string): void {
      const manager = managers.get(id);
      if (!manager) return;
      manager.isCutOff = true;
      time.after(1000, () => {
        manager.isCutOff = false;
      });
    },
    restartRunner(id: string): void {
      const manager = managers.get(id);
      if (!manager?.runner) return;
      stopRunner(manager);
      startRunner(manager);
    },
    stop: () => programs.stop(),
  };
}
