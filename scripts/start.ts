import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { showProgress } from './lib/progress.ts';
import { liveNested } from './local/channels/nested-life.ts';
import { CHANNELS, type Channel } from './local/channels.ts';
import { describeLife } from './local/life.ts';
import { openWorld, type World } from './local/world.ts';

/** `npm start`: the life of a stack, on this machine. What it proves is against an emulator and a stand-in GitLab. */
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
  throw new Error(`--channel must be one of ${Object.keys(CHANNELS).join(', ')} and nested.`);
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const progress = showProgress();
progress.step('An emulated AWS account and a stand-in GitLab, on loopback');
const world = await openWorld(interrupted.signal);
try {
  if (values.channel === 'nested') await liveNested(world, progress);
  else await live(CHANNELS[values.channel as keyof typeof CHANNELS]);
  process.exitCode = progress.finish();
} catch (error) {
  console.error(interrupted.signal.aborted ? '\nInterrupted.' : error);
  process.exitCode = 1;
} finally {
  await world.stop();
}

async function live(channel: Channel): Promise<void> {
  progress.step(`What ${channel.what} needs is built`);
  await channel.prepare(world);
  const life = await describeLife(world, progress, channel, values.executor);
  if (await life.create()) {
    if (!values.keep) await life.change();
    await life.work(Number(values.workers));
    if (values.keep) await lookAround(world);
  }
  if (!values.keep) await life.remove();
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
