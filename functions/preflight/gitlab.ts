import { type Answer, ExchangeError } from '../https/exchange.ts';
import { askGitLab, type GitLabAddress, isBusy } from './gitlab-asking.ts';
import type { Properties } from './properties.ts';
import type { Report } from './report.ts';

type Wanted = Pick<Properties, 'runsInSubnets' | 'tokenKind'>;

/** Whether there is a GitLab, trusted, and with the way to register that the kind of credential needs. */
export async function checkGitLab(
  address: GitLabAddress,
  { runsInSubnets, tokenKind }: Wanted,
  report: Report,
): Promise<void> {
  const host = new URL(address.url).host;
  const answer = await askGitLab(address, 'GET', '/version');
  if (answer instanceof ExchangeError) return reportNoAnswer(answer, host, runsInSubnets, report);
  const { status } = answer;
  if (isBusy(answer)) return report('gitlab-busy', { host, status: String(status) });
  if (status >= 300 && status < 400)
    return report('gitlab-redirects', { host, target: redirectTarget(answer) });
  const said = jsonOf(answer);
  // Without a credential GitLab says 401, or 403 where it is closed to strangers; never 404.
  if (!said || ![200, 401, 403].includes(status)) {
    const type = answer.contentType.replace(/[^\w/+.-]/g, ' ').slice(0, 60);
    return report('not-gitlab', { host, answer: `${status} ${type}` });
  }
  const version =
    typeof said.version === 'string' ? ` ${said.version.replace(/[^\w.+-]/g, '').slice(0, 30)}` : '';
  await checkWayToRegister(address, tokenKind, { gitlab: `GitLab${version}`, host }, report);
}

/**
 * Neither request can have an effect: the first lacks its token, the second a user. A GitLab that has the path
 * refuses them with 400, 401 or 403. What `auto` stands for only the credential could tell.
 */
async function checkWayToRegister(
  address: GitLabAddress,
  tokenKind: string,
  values: { readonly gitlab: string; readonly host: string },
  report: Report,
): Promise<void> {
  const has = async (path: string) => {
    const answer = await askGitLab(address, 'POST', path);
    return answer instanceof ExchangeError || ![404, 405, 410].includes(answer.status);
  };
  if (tokenKind === 'registration' && !(await has('/runners'))) report('no-registration-tokens', values);
  if (tokenKind === 'access' && !(await has('/user/runners'))) report('no-access-tokens', values);
}

function reportNoAnswer({ code: error }: ExchangeError, host: string, inSubnets: boolean, report: Report) {
  if (error === 'CERT_HAS_EXPIRED') report('gitlab-expired', { host });
  else if (error === 'ERR_TLS_CERT_ALTNAME_INVALID') report('gitlab-other-name', { host });
  else if (error === 'ETOOLARGE') report('not-gitlab', { host, answer: 'more than 1 MiB' });
  else if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ISSUER/.test(error))
    report('gitlab-untrusted', { host, error });
  else report(inSubnets ? 'gitlab-unreachable-from-subnets' : 'gitlab-unreachable', { host, error });
}

function jsonOf({ body }: Answer): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return parsed && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const redirectTarget = ({ location }: Answer) => URL.parse(location ?? '')?.origin ?? 'another path';
