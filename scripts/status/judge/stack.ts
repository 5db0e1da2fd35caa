import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { type Facts, Unseen } from '../facts.ts';
import { releaseOf, UNKNOWN } from '../version.ts';
import { broken, type Line, line, look, ok } from './line.ts';

type Judgement = (said: string, name: string) => ReturnType<typeof ok>;
const asBefore: Judgement = (said) =>
  look(said, 'The stack is as it was before the update. Correct what the reason names, and deploy again.');
const anew: Judgement = (said) =>
  broken(said, 'Correct what the reason names, then delete and deploy the stack again: docs/operating.md');
const correct =
  (then: string): Judgement =>
  (said, name) =>
    broken(said, `Correct what the reason names, then: aws cloudformation ${then} --stack-name ${name}`);

/** By the state in which CloudFormation left a stack; the others end with _IN_PROGRESS. docs/operating.md has the commands. */
const JUDGEMENTS: Readonly<Record<Exclude<StackStatus, `${string}_IN_PROGRESS`>, Judgement>> = {
  CREATE_COMPLETE: ok,
  UPDATE_COMPLETE: ok,
  IMPORT_COMPLETE: ok,
  UPDATE_ROLLBACK_COMPLETE: asBefore,
  IMPORT_ROLLBACK_COMPLETE: asBefore,
  CREATE_FAILED: anew,
  ROLLBACK_COMPLETE: anew,
  ROLLBACK_FAILED: anew,
  UPDATE_FAILED: correct('rollback-stack'),
  UPDATE_ROLLBACK_FAILED: correct('continue-update-rollback'),
  // No call continues it; what was imported works as before.
  IMPORT_ROLLBACK_FAILED: (said) => look(said, 'See the events of the import: runner and jobs go on.'),
  DELETE_FAILED: correct('delete-stack'),
  DELETE_COMPLETE: (said) => look(said, 'The stack is deleted.'),
};

/** How CloudFormation left the stack. */
export function judgeStack({ stack, failure }: Facts): Line {
  const { name, status, outputs } = stack;
  const why = failure instanceof Unseen ? failure.unseen : failure;
  const said = [`${status}, version ${releaseOf(outputs.Version)}`, why].filter(Boolean).join('. ');
  const judgements: Readonly<Record<string, Judgement | undefined>> = JUDGEMENTS;
  const wait: Judgement = () => look(said, 'Wait until the deployment has ended, and look again.');
  return line('Stack', said, () => (judgements[status] ?? wait)(said, name));
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
