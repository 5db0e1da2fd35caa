import { type Facts, Unseen } from '../facts.ts';
import { releaseOf, UNKNOWN } from '../version.ts';
import { broken, type Line, line, look, ok } from './line.ts';

const TROUBLE = 'docs/troubleshooting.md';

/** How CloudFormation left the stack. */
export function judgeStack({ stack, failure }: Facts): Line {
  const { name, status, outputs } = stack;
  const why = failure instanceof Unseen ? failure.unseen : failure;
  const said = [`${status}, version ${releaseOf(outputs.Version)}`, why].filter(Boolean).join('. ');
  return line('Stack', said, () => {
    if (/_IN_PROGRESS$/.test(status))
      return look(said, 'Wait until the deployment has ended, and look again.');
    if (status === 'UPDATE_ROLLBACK_COMPLETE')
      return look(
        said,
        'The stack is as it was before the update. Correct what the reason names, and deploy again.',
      );
    if (status === 'UPDATE_ROLLBACK_FAILED')
      return broken(
        said,
        `Correct what the reason names, then: aws cloudformation continue-update-rollback --stack-name ${name}`,
      );
    if (/ROLLBACK|FAILED/.test(status))
      return broken(
        said,
        `Correct what the reason names, then delete and deploy the stack again: ${TROUBLE}`,
      );
    return ok(said);
  });
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
