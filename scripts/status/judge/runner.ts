import { stripVTControlCharacters } from 'node:util';
import { readDate } from '../../../functions/gitlab/forms.ts';
import { type Facts, type Log, type RunnerInGitLab, Unseen } from '../facts.ts';
import { withoutManager } from './instances.ts';
import { broken, duration, type Line, line, look, ok } from './line.ts';

/** RequestJob in network/gitlab.go and markHealth in commands/multi.go of gitlab-runner 19.4. */
const REFUSED = said('Checking for jobs\\.\\.\\. forbidden|Runner \\S+ is unhealthy and will be disabled');
const AGAIN = said('Checking for jobs\\.\\.\\. received|Configuration loaded');
const DAY = 86_400_000;
/** gitlab-runner renews a token after three quarters of its life, so one that is so near its end was not renewed. */
const SOON = 7 * DAY;

/** Whether GitLab takes the runner: by GitLab when it was asked, else by the manager's metric, else by its log. */
export function judgeRunner(facts: Facts): Line {
  const { stack, gitLab, managers, metrics, log } = facts;
  const named = `#${stack.outputs.RunnerId ?? 'unknown'}`;
  const anew = `Look for runner ${named} in GitLab. If it is gone, delete the parameter ${stack.outputs.RunnerTokenParameter} and update the stack with a changed tag: a new runner is made.`;
  if (gitLab !== undefined) return line('Runner', gitLab, (seen) => inGitLab(seen, named, anew));
  if (!('unseen' in managers) && !managers.instances.some(({ state }) => state === 'running'))
    return line('Runner', managers, () =>
      withoutManager(stack, `${named}; no manager runs it`, 'See the manager below.'),
    );
  const accepted = metrics instanceof Unseen ? undefined : metrics.newest.Accepted;
  if (accepted === 1) return line('Runner', accepted, () => ok(`${named}, and GitLab accepts it`));
  return line('Runner', log, (seen) => {
    const at = refusedAt(seen);
    if (at !== undefined)
      return broken(
        `GitLab refuses the token of ${named}, says its log ${duration(facts.now - at)} ago`,
        anew,
      );
    if (accepted === 0) return broken(`GitLab does not accept ${named}, or gitlab-runner does not run`, anew);
    return seen.lines.length > 0
      ? ok(`${named}; its log tells of no refusal`)
      : look(`${named}; neither a metric nor a log tells how it is`, 'See the manager below.');
  });
}

function inGitLab({ status, paused, contacted }: RunnerInGitLab, named: string, anew: string) {
  if (status === 'gone') return broken(`GitLab knows no runner ${named}`, anew);
  const said = `${named} is ${status} in GitLab, last contact ${contacted}`;
  if (status !== 'online') return broken(said, 'See the manager below.');
  return paused ? look(`${said}, and paused`, 'Resume it in GitLab: it takes no jobs.') : ok(said);
}

/** Where a message of gitlab-runner's own begins, by either of its formats; what others said stands further behind. */
function said(message: string): RegExp {
  return new RegExp(`^(?:[A-Z]+: |(?:time=\\S+ )?level=\\w+ msg=")?(?:${message})`);
}

/** When GitLab last refused the token, unless a job or a new configuration came after it. */
function refusedAt(log: Log): number | undefined {
  const lines = log.lines.map(({ at, text }) => ({ at, text: stripVTControlCharacters(text) }));
  const at = lines.findLastIndex(({ text }) => REFUSED.test(text));
  return lines.slice(at + 1).some(({ text }) => AGAIN.test(text)) ? undefined : lines[at]?.at;
}

/** When the runner's token ends. */
export function judgeToken({ stack: { outputs }, parameters, now }: Facts): Line {
  return line('Token', parameters, ({ renewed }) => {
    const expires = outputs.RunnerTokenExpires;
    if (expires === undefined) return ok('its end is not among the outputs of this version of the stack');
    if (expires === 'never') return ok('it never expires');
    if (renewed !== undefined)
      return ok(`gitlab-runner renewed it ${duration(now - renewed)} ago; before, ${expires}`);
    // The registration says `unknown` where a rollback could not read it.
    if (readDate(expires) === undefined)
      return look('when it expires is not known', 'Its outputs have it after the next update of the stack.');
    const left = Date.parse(expires) - now;
    if (left > SOON) return ok(`it expires in ${duration(left)}; gitlab-runner renews it before`);
    const said =
      left > 0 ? `it expires in ${duration(left)} and was not renewed` : `it expired at ${expires}`;
    const todo = 'See whether the manager runs, and docs/updating.md (A token that expires).';
    return left > 0 ? look(said, todo) : broken(said, todo);
  });
}
