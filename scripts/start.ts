import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { command } from './lib/command.ts';
import { CommandError } from './lib/command-error.ts';
import { type Progress, showProgress } from './lib/progress.ts';
import { liveNested } from './local/channels/nested-life.ts';
import { CHANNELS } from './local/channels.ts';
import { describeLife } from './local/life.ts';
import { openWorld, type World } from './local/world.ts';

const interrupted = new AbortController();

/** `npm start`: the life of a stack, on this machine. What it proves is against an emulator and a stand-in GitLab. */
async function start(): Promise<void> {
  const options = readOptions();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
  const progress = showProgress();
  progress.step('An emulated AWS account and a stand-in GitLab, on loopback');
  const world = await openWorld(interrupted.signal);
  try {
    if (options.channel === 'nested') await liveNested(world, progress);
    else await live(world, progress, options);
    process.exitCode = progress.finish();
  } catch (error) {
    throw interrupted.signal.aborted ? new CommandError('\nInterrupted.') : error;
  } finally {
    await world.stop();
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      /** Leaves the stack there, to look around, until Ctrl-C. */
      keep: { type: 'boolean', default: false },
      executor: { type: 'string', default: 'docker-autoscaler' },
      /** How it is installed: sam, template, link or nested. */
      channel: { type: 'string', default: 'sam' },
      /** How many workers run when the stack is deleted. */
      workers: { type: 'string', default: '2' },
    },
  });
  if (![...Object.keys(CHANNELS), 'nested'].includes(values.channel))
    throw new CommandError(`--channel must be one of ${Object.keys(CHANNELS).join(', ')} and nested.`);
  if (!['docker-autoscaler', 'docker+machine'].includes(values.executor))
    throw new CommandError('--executor must be docker-autoscaler or docker+machine.');
  if (!/^\d+$/.test(values.workers)) throw new CommandError('--workers must be a number.');
  return values;
}

async function live(
  world: World,
  progress: Progress,
  { channel: name, executor, keep, workers }: ReturnType<typeof readOptions>,
): Promise<void> {
  const channel = CHANNELS[name as keyof typeof CHANNELS];
  progress.step(`What ${channel.what} needs is built`);
  await channel.prepare(world);
  const life = await describeLife(world, progress, channel, executor);
  if (await life.create()) {
    if (!keep) await life.change();
    await life.work(Number(workers));
    if (keep) await lookAround(world);
  }
  if (!keep) await life.remove();
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

await command(start);
