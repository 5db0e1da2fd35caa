import { callGitLab, type GitLabAddress } from '../../gitlab/call.ts';
import { isDisagreement } from '../../gitlab/disagreements.ts';
import { readVersion } from '../../gitlab/forms.ts';
import { verdictOn } from '../../gitlab/verdict.ts';
import { wordsOf } from '../../gitlab/words.ts';
import { ExchangeError, type HttpResponse } from '../../https/exchange.ts';
import { failureOf, mayPass } from '../../https/failure.ts';
import { parseObject, redirectTarget } from '../../https/read-response.ts';
import { retry } from '../../shared/retry.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';

const MOST_TRIES = 3;
const PAUSE = 1_000;
const ONE_TRY = 8_000;

type Wanted = Pick<Properties, 'runsInSubnets' | 'tokenKind'>;

/** Whether there is a GitLab, trusted, and with the way to register that the kind of credential needs. */
export async function checkGitLab(
  address: GitLabAddress,
  { runsInSubnets, tokenKind }: Wanted,
  report: Report,
): Promise<void> {
  const host = new URL(address.url).host;
  const response = await askGitLab(address, 'GET', '/version');
  if (response instanceof ExchangeError) return reportNoResponse(response, host, runsInSubnets, report);
  const { status } = response;
  if (isBusy(response)) return report('gitlab-busy', { host, status: String(status) });
  if (status >= 300 && status < 400)
    return report('gitlab-redirects', { host, target: redirectTarget(response) });
  const type = response.contentType.replace(/[^\w/+.-]/g, ' ').slice(0, 60);
  const said = { host, response: `${status} ${type}` };
  const parsed = parseObject(response);
  const isForeign = !parsed || (status !== 200 && verdictOn(response) === 'foreign');
  // Without a credential GitLab says 401, or 403 where it is closed to strangers; never 404.
  if (status === 404 || (!isForeign && ![200, 401, 403].includes(status))) return report('not-gitlab', said);
  if (isForeign) return report('gitlab-page', said);
  const version = readVersion(parsed.version);
  await checkWayToRegister(
    address,
    tokenKind,
    { gitlab: version ? `GitLab ${version}` : 'GitLab', host },
    report,
  );
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
    const response = await askGitLab(address, 'POST', path);
    if (response instanceof ExchangeError) return true;
    const { status } = response;
    if (verdictOn(response) === 'read-only')
      report('gitlab-busy', { host: values.host, status: String(status) });
    // A page, or a gateway's JSON, says nothing of GitLab.
    return ![404, 405, 410].includes(status) || wordsOf(response) === undefined;
  };
  if (tokenKind === 'registration' && !(await has('/runners'))) report('no-registration-tokens', values);
  if (tokenKind === 'access' && !(await has('/user/runners'))) report('no-access-tokens', values);
}

function reportNoResponse({ code: error }: ExchangeError, host: string, inSubnets: boolean, report: Report) {
  const failure = failureOf(error);
  if (isDisagreement(failure)) return report(`gitlab-${failure}`, { host, code: error });
  if (failure === 'too-large') return report('not-gitlab', { host, response: 'more than 1 MiB' });
  if (failure === 'not-http') return report('not-gitlab', { host, response: `no HTTP (${error})` });
  report(inSubnets ? 'gitlab-unreachable-from-subnets' : 'gitlab-unreachable', { host, error });
}

/** Makes a call without any credential, again when what went wrong may pass. */
function askGitLab(
  address: GitLabAddress,
  method: 'GET' | 'POST',
  path: string,
): Promise<HttpResponse | ExchangeError> {
  const call = { method, path, ...(method === 'POST' && { body: {} }) };
  return retry(
    () => callGitLab(call, address, ONE_TRY),
    (result, tries) => {
      const isPassing = result instanceof Error ? mayPass(result.code) : isBusy(result);
      return isPassing && tries < MOST_TRIES ? PAUSE : undefined;
    },
    address.signal,
  );
}

const isBusy = ({ status }: HttpResponse) => status === 429 || status >= 500;
