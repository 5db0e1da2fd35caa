import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeLife } from './local/life.ts';
import { showProgress } from './local/progress.ts';
import { openWorld, type World } from './local/world.ts';

/** `npm start`: the life of a stack, on this machine. What it proves is against an emulator and a stand-in GitLab. */
const { values } = parseArgs({
  options: {
    /** Leaves the stack there, to look around, until Ctrl-C. */
    keep: { type: 'boolean', default: false },
    executor: { type: 'string', default: 'docker-autoscaler' },
    /** How many workers run when the stack is deleted. */
    workers: { type: 'string', default: '2' },
  },
});
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const progress = showProgress();
progress.step('An emulated AWS account and a stand-in GitLab, on loopback');
const world = await openWorld(interrupted.signal);
try {
  await build(world);
  const life = await describeLife(world, progress, values.executor);
  if (await life.create()) {
    if (!values.keep) await life.change();
    await life.work(Number(values.workers));
    if (values.keep) await lookAround(world);
  }
  if (!values.keep) await life.remove();
  process.exitCode = progress.finish();
} catch (error) {
  console.error(interrupted.signal.aborted ? '\nInterrupted.' : error);
  process.exitCode = 1;
} finally {
  await world.stop();
}

async function build({ sam, output }: World): Promise<void> {
  progress.step('sam build');
  const status = await sam.run('build');
  progress.saw('the functions are built', status === 0);
  if (status !== 0) throw new Error(readFileSync(output, 'utf8').trimEnd().split('\n').slice(-5).join('\n'));
}

async function lookAround({ environment, gitLab, output }: World): Promise<void> {
  console.log('\nThe stack stays until Ctrl-C. To look around from another shell:\n');
  for (const [name, value] of Object.entries(environment)) console.log(`  export ${name}='${value}'`);
  console.log('  aws cloudformation describe-stacks');
  console.log('  aws ssm describe-parameters');
  console.log(`\n  GitLab: ${gitLab.url}, with the access token ${gitLab.issueAccessToken(['api'])}`);
  console.log(`  What SAM said: ${output}`);
  // A signal that has aborted already fires no more.
  const timer = setInterval(() => undefined, 60_000);
  if (!interrupted.signal.aborted) await once(interrupted.signal, 'abort');
  clearInterval(timer);
}
