import { type Facts, Unseen } from '../facts.ts';
import { broken, type Line, line, look, ok, unseen } from './line.ts';

export function judgeAlarms({ alarms, unconfirmed }: Facts): Line {
  return line('Alarms', alarms, (all) => {
    const alarming = all.filter(({ state }) => state === 'ALARM');
    if (alarming.length > 0)
      return broken(
        alarming.map(({ name }) => name).join(', '),
        alarming.map(({ description }) => description).join(' '),
      );
    const said =
      all.length === 0 ? 'none in this version of the stack' : `none of ${all.length} in ALARM state`;
    if (unconfirmed instanceof Unseen) return unseen(`${said}; who is told: ${unconfirmed.unseen}`);
    return unconfirmed.length === 0
      ? ok(said)
      : look(
          `${said}, but ${unconfirmed.join(', ')} is not told`,
          'Confirm the mail from AWS Notifications.',
        );
  });
}

/** A note of the stack's own is shorter. */
const LONGEST_NOTE = 400;
const NOT_VOUCHED_FOR =
  'A note is the word of whoever may write parameters under /gitlab-runner: see in GitLab or EC2 that it is so, then do it.';

/** Notes of stacks that are gone, too: nobody else would ask for them. */
export function judgeLeftovers({ stack, parameters, metrics }: Facts): Line {
  const orphans = metrics instanceof Unseen ? 0 : (metrics.newest.OrphanedInstances ?? 0);
  return line('Left over', parameters, ({ notes }) => {
    const [, guid = ''] = stack.outputs.RunnerTokenParameter?.split('/').slice(1) ?? [];
    const found = notes.map(({ name, text }) => {
      const whose =
        guid !== '' && name.startsWith(`/gitlab-runner/${guid}/`) ? 'this stack' : 'another stack';
      return `${whose} left ${name}: ${text.slice(0, LONGEST_NOTE)}`;
    });
    if (orphans > 0) found.push(`${orphans} workers whose manager is gone; the reaper terminates them`);
    return found.length === 0 ? ok('nothing') : look(found.join(' '), NOT_VOUCHED_FOR);
  });
}
