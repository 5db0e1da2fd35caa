// Plays cfn-init on a pretended machine: carries out the config sets of /outside/metadata/<resource>.json and adds what
// it did to /outside/cfn-init.jsonl. Like cfn-init it says only which step failed; what the step said is in a log.
import { appendFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { configsOf } from './config-sets.ts';
import { CfnInitError, type Failure } from './error.ts';
import { carryOut } from './interpreter.ts';
import { readConfig } from './plan.ts';
import { object } from './reading.ts';
import { type Done, report } from './report.ts';

/** One line of /outside/cfn-init.jsonl. */
export interface Run extends Done {
  readonly configSets: string;
  readonly failure?: Failure;
  /** Why nothing was done at all: the metadata cannot be read. */
  readonly refused?: string;
}

const { resource, configsets } = parseArgs({
  options: {
    resource: { type: 'string', short: 'r', default: '' },
    configsets: { type: 'string', short: 'c', default: 'default' },
    // Who is asked for the metadata and how: here it is in a file.
    stack: { type: 'string', short: 's' },
    region: { type: 'string' },
    url: { type: 'string', short: 'u' },
    verbose: { type: 'boolean', short: 'v' },
  },
}).values;
const done = report('/var/log/cfn-init-cmd.log');
try {
  const metadata: unknown = JSON.parse(readFileSync(`/outside/metadata/${resource}.json`, 'utf8'));
  const init = object(object(metadata, resource)['AWS::CloudFormation::Init'], 'AWS::CloudFormation::Init');
  const names = configsets.split(',').flatMap((set) => configsOf(init, set));
  carryOut(
    names.map((name) => readConfig(name, init[name])),
    done,
  );
  keep({});
} catch (error) {
  const failure = error instanceof CfnInitError ? error.failure : undefined;
  keep(failure ? { failure } : { refused: (error as Error).message });
  console.error(`Error occurred during build: ${sentence(failure) ?? (error as Error).message}`);
  process.exitCode = 1;
}

function keep(end: Pick<Run, 'failure' | 'refused'>): void {
  const { files, steps } = done;
  const run: Run = { configSets: configsets, files, steps, ...end };
  appendFileSync('/outside/cfn-init.jsonl', `${JSON.stringify(run)}\n`);
}

function sentence(failure: Failure | undefined): string | undefined {
  return failure?.section === 'commands' ? `Command ${failure.step} failed` : failure?.output;
}
