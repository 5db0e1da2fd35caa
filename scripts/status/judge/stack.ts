import { type Facts, Unseen } from '../facts.ts';
import { releaseOf, UNKNOWN } from '../version.ts';
import { broken, type Line, line, look, ok } from './line.ts';

type Judgement = (said: string, name: string) => ReturnType<typeof ok>;
const asBefore: Judgement = (said) =>
  look(said, 'The stack is as it was before the update. Correct what the reason names, and deploy again.');
const anew: Judgement = (said) =>
  broken(said, 'Correct what the reason names, then delete and deploy the stack again: docs/operating.md');
const call =
  (command: string, first = 'Correct what the reason names, then'): Judgement =>
  (said, name) =>
    broken(said, `${first}: aws cloudformation ${command} --stack-name ${name}`);

const unusual: Judgement = (said) => look(said, 'See its events in CloudFormation.');

/** By the state in which CloudFormation left it; docs/operating.md has the commands. */
const JUDGEMENTS: ReadonlyArray<readonly [status: RegExp, Judgement]> = [
  [/_IN_PROGRESS$/, (said) => look(said, 'Wait until the deployment has ended, and look again.')],
  [/^(CREATE|UPDATE|IMPORT)_COMPLETE$/, ok],
  [/^(UPDATE|IMPORT)_ROLLBACK_COMPLETE$/, asBefore],
  [/^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/, anew],
  [/^UPDATE_FAILED$/, call('rollback-stack', 'To go back to what was before the update')],
  [/^UPDATE_ROLLBACK_FAILED$/, call('continue-update-rollback')],
  [/^DELETE_FAILED$/, call('delete-stack')],
];

/** How CloudFormation left the stack. */
export function judgeStack({ stack, failure }: Facts): Line {
  const { name, status, outputs } = stack;
  const why = failure instanceof Unseen ? failure.unseen : failure;
  const said = [`${status}, version ${releaseOf(outputs.Version)}`, why].filter(Boolean).join('. ');
  const [, judgement = unusual] = JUDGEMENTS.find(([one]) => one.test(status)) ?? [];
  return line('Stack', said, () => judgement(said, name));
}

/** What this checkout would bring. */
export function judgeNewer({ stack: { outputs, parameters }, checkout }: Facts): Line {
  const newer = [
    isNewer(checkout.template, releaseOf(outputs.Version)) ? `version ${checkout.template} of the stack` : '',
    isNewer(checkout.runner, parameters.RunnerVersion) ? `gitlab-runner ${checkout.runner}` : '',
  ].filter(Boolean);
  return line('Newer', newer, () =>
    newer.length === 0
      ? ok('nothing in this checkout')
      : ok(`in this checkout: ${newer.join(', ')}. See CHANGELOG.md and docs/updating.md`),
  );
}

/** By their numbers; of a version that is not known nothing is newer. */
const isNewer = (here: string, there = UNKNOWN) =>
  there !== UNKNOWN && here.localeCompare(there, 'en', { numeric: true }) > 0;
