import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CommandError } from '../lib/command-error.ts';
import { overrides, type Sam } from './sam.ts';
import { failureReasons, type StackView, viewStack } from './stack.ts';

export const STACK = 'gitlab-runner';
export type Parameters = Readonly<Record<string, string>>;

/** Where a stack is deployed with the SAM CLI: here onto an emulator, or onto a real account. */
export interface Place {
  readonly sam: Sam;
  /** What SDK clients are made with. */
  readonly aws: object;
  /** The stack's name. */
  readonly stack: string;
  /** What else `sam deploy` is told. */
  readonly deployOptions: readonly string[];
  /** The file with what SAM said. */
  readonly output: string;
  /** Where what AWS does by itself is played: returns once it is done. */
  settled?(): Promise<void>;
}

export interface Deployment extends StackView {
  /** Why something failed, newest first. */
  readonly reasons: readonly string[];
}

export async function build({ sam, output }: Place): Promise<void> {
  if ((await sam.run('build')) !== 0) throw new CommandError(`sam build failed: see ${output}.`);
}

/** `sam deploy` with these parameters. A stack that failed is a result, too: its status tells. */
export async function deploy(place: Place, parameters: Parameters): Promise<Deployment> {
  const { sam, aws, stack, deployOptions, output } = place;
  const client = new CloudFormationClient(aws);
  const named = ['--stack-name', stack, ...deployOptions, '--parameter-overrides', ...overrides(parameters)];
  const exit = await sam.run('deploy', '--no-confirm-changeset', ...named);
  const seen = await viewStack(client, stack).catch(({ message }: Error) => {
    throw new CommandError(`sam deploy made no stack (${message}): see ${output}.`);
  });
  // The stack is as it was before.
  if (exit !== 0 && isDeployed(seen)) throw new CommandError(`sam deploy failed: see ${output}.`);
  await place.settled?.();
  return { ...seen, reasons: await failureReasons(client, stack) };
}

/** Whether the last deployment succeeded. */
export const isDeployed = ({ status }: StackView) => /^(CREATE|UPDATE)_COMPLETE$/.test(status);

/** `sam delete`; whether it succeeded. */
export const deleteStack = async ({ sam, stack }: Place): Promise<boolean> =>
  (await sam.run('delete', '--no-prompts', '--stack-name', stack)) === 0;
