import { parseArgs } from 'node:util';
import { command } from '../lib/command.ts';
import { CommandError } from '../lib/command-error.ts';
import { openClients } from './aws/clients.ts';
import { gather } from './gather.ts';
import { asking } from './gitlab.ts';
import { judge } from './judge/judge.ts';
import { preview } from './preview.ts';
import { asJson, asScreen, EXIT } from './print.ts';

/** `npm run status`: how a stack stands, on the user's own AWS credentials; it changes nothing. */
async function status(): Promise<void> {
  const { stackName, region, json, gitlab, tokenFile, changeSet } = readOptions();
  const clients = openClients(region);
  if (changeSet !== undefined)
    return console.log(await preview(clients.cloudFormation, stackName, changeSet));
  const facts = await gather(
    clients,
    stackName,
    gitlab === undefined ? undefined : asking(gitlab, tokenFile),
  );
  const verdict = judge(facts);
  console.log(json ? asJson(facts, verdict) : asScreen(facts, verdict));
  process.exitCode = EXIT[verdict.health];
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      'stack-name': { type: 'string' },
      region: { type: 'string' },
      json: { type: 'boolean', default: false },
      /** GitLab's address, to ask it for the runner, too. */
      gitlab: { type: 'string' },
      'gitlab-token-file': { type: 'string' },
      /** What carrying out a change set would do, in place of how the stack stands. */
      'change-set': { type: 'string' },
    },
  });
  const { 'stack-name': stackName, 'gitlab-token-file': tokenFile, 'change-set': changeSet, region } = values;
  if (!stackName) throw new CommandError('Name the stack: npm run status -- --stack-name gitlab-runner');
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
    throw new CommandError('--region must be a region such as eu-central-1.');
  return { ...values, stackName, tokenFile, changeSet };
}

await command(status, EXIT.unseen);
