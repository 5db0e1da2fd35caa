import { deployLink } from './channels/link.ts';
import { deployTemplate } from './channels/plain.ts';
import { buildTemplate, deleteStack, releaseTemplate } from './channels/template.ts';
import { type Deployment, deploy } from './deployment.ts';
import type { World } from './world.ts';

/** A way to install the stack, update it and take it away again. */
export interface Channel {
  /** What a person does; it begins the titles of steps. */
  readonly what: string;
  /** What is done before the first deployment, such as a build. */
  prepare(world: World): Promise<void>;
  /** Creates or updates the stack; `boot` plays the manager that it waits for. A stack that failed is a result, too. */
  deploy(
    world: World,
    parameters: Readonly<Record<string, string>>,
    boot: () => Promise<void>,
  ): Promise<Deployment>;
  /** Deletes the stack and returns whether that succeeded. */
  remove(world: World): Promise<boolean>;
}

/** A parent with two nested stacks is another story: see channels/nested-life.ts. */
export const CHANNELS: Readonly<Record<'sam' | 'template' | 'link', Channel>> = {
  sam: {
    what: 'sam deploy',
    async prepare({ sam, output }) {
      if ((await sam.run('build')) !== 0) throw new Error(`sam build failed: see ${output}.`);
    },
    deploy,
    remove: async ({ sam, stack }) => (await sam.run('delete', '--no-prompts', '--stack-name', stack)) === 0,
  },
  template: {
    what: 'aws cloudformation deploy',
    prepare: buildTemplate,
    deploy: deployTemplate,
    remove: deleteStack,
  },
  link: {
    what: 'the Launch Stack link',
    prepare: releaseTemplate,
    deploy: deployLink,
    remove: deleteStack,
  },
};
