import { DISAGREEMENTS, type DisagreementName } from '../../gitlab/disagreements.ts';
import type { Failure } from '../../https/failure.ts';
import type { Explained, Sentences } from '../../sentence.ts';

/** Why GitLab, or what stands before it, said no; a number is GitLab's status, {said} its own words. */
export const REFUSALS = {
  400: "GitLab does not accept the request (400{said}): see RunnerScope and the runner's settings.",
  401: 'GitLab does not accept the credential (401{said}): it is wrong, expired or revoked.',
  403: 'GitLab refuses the credential (403{said}): it is invalid, or lacks the right scope or role. An access token needs the scopes create_runner and manage_runner.',
  fineGrained:
    'GitLab refuses the access token (403{said}): a fine-grained one needs Runner: Create for the user, and Runner: Read, Update and Delete for the group, project or instance of RunnerScope.',
  token:
    'GitLab refuses the token (403{said}): it is wrong, has expired or was reset, or its runner was removed in GitLab.',
  404: 'GitLab does not know the runner any more (404{said}).',
  notFound:
    'GitLab does not find what RunnerScope or GitLabUrl names (404{said}): the project or group is another, the token may not see it, or GitLab has another path.',
  410: 'Registration tokens are switched off in this GitLab (410). They can be allowed under Settings > CI/CD > Runners of the group, or Admin > Settings > CI/CD for the instance; an access token (glpat-) or a runner token (glrt-) works instead, and will be needed from GitLab 20.0.',
  429: 'GitLab limits the rate of requests (429{said}) for longer than can be waited for: try again later.',
  redirect: '{host} redirects to {target}: give that URL as GitLabUrl. A credential is never sent along.',
  readOnly:
    'GitLab takes no changes for now ({status}{said}): try again when its maintenance has ended, or give the URL of the primary site as GitLabUrl.',
  page: "{host} returned {response}, which is not of GitLab's API: a firewall, a proxy or a login page before GitLab responds in its place. Let the function's requests through, or give a URL that leads to GitLab itself as GitLabUrl.",
  noApi:
    "{host} returned {response}: GitLab's API is not there, or something before GitLab hides it. Check GitLabUrl, its path included.",
  other: 'GitLab returned {status}{said}.',
} as const satisfies Sentences;

/** Why there was no response, and what to look at. */
export const UNREACHABLE: Readonly<Record<Failure, string>> = {
  ...sentencesOf(DISAGREEMENTS),
  'unknown-name': 'The host name {host} does not exist in public DNS: check GitLabUrl.',
  'not-http': '{host} does not speak HTTP ({code}): check the port in GitLabUrl.',
  'too-large': "{host} returned more than 1 MiB: it does not look like GitLab's API.",
  silent: '{host} did not respond in time: is it reachable from AWS?',
  unreachable: '{host} could not be reached ({code}): is it up and reachable from AWS?',
};

/** Responses that cannot be used. */
export const NO_RESPONSES = {
  noToken: 'GitLab returned no usable runner token: is GitLabUrl really a GitLab?',
  cutShort: 'The response of GitLab was cut short or is not what its API returns.',
} as const satisfies Sentences;

function sentencesOf(disagreements: typeof DISAGREEMENTS): Readonly<Record<DisagreementName, string>> {
  const entries = Object.entries(disagreements).map(([name, { message, remedy }]) => [
    name,
    `${message}: ${remedy}.`,
  ]);
  return Object.fromEntries(entries);
}

const BEHIND_FIREWALL =
  'A GitLab behind a firewall: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).';

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  REFUSALS: {
    400: {
      cause: 'The number in `RunnerScope` is that of another thing, such as a group’s after `project/`.',
      advice:
        'With *Missing/invalid project* or *group* the ID in `RunnerScope` is wrong: GitLab shows it under *Actions > Copy project ID* or *Copy group ID*. With *Maximum number … exceeded* delete runners that are no longer used: the limit is 50 for a project or group on GitLab.com Free, and 1,000 elsewhere.',
    },
    401: {
      cause: 'The token has expired or was revoked.',
      advice: 'Give a valid one as `GitLabToken`, or store it in `GitLabTokenSource`.',
    },
    403: {
      cause: 'A scope is missing, or the token’s user has too low a role.',
      advice:
        'Give another token as `GitLabToken` or in `GitLabTokenSource`: its user must be an owner of the group, a maintainer or owner of the project, or an administrator for `instance`; with Admin Mode on such a token needs the scope `admin_mode`, too. Before GitLab 17.1 there is no `manage_runner`: take `api`. An administrator may also have switched this kind of runner off, under *Admin > Settings > CI/CD > Runners* or on the page of the group or project.',
    },
    fineGrained: {
      cause: 'The token lacks the permission that GitLab names.',
      advice:
        'A group may also demand fine-grained tokens: then a token with scopes makes the runner and cannot change it.',
    },
    token: {
      cause: 'The token was copied in part or is an old one.',
      advice:
        'Give a valid one as `GitLabToken` or in `GitLabTokenSource`. Of a registration token: copy it again, and see whether an administrator has switched this kind of runner off. Two stacks on one runner token that expires cut each other off, as the first to renew it ends it for the other: give each a runner of its own.',
    },
    404: {
      cause: 'Somebody removed the runner in GitLab.',
      advice:
        'It was removed in GitLab. Delete the parameter that the output `RunnerTokenParameter` names, and update again: a new runner is registered.',
    },
    notFound: {
      cause: 'The number in `RunnerScope` is wrong, or the group lets only some IP addresses in.',
      advice:
        '`RunnerScope` takes the ID that GitLab shows, not the path. A group with restricted IP addresses says the same to all others: see [callers by address](network.md#a-gitlab-that-knows-its-callers-by-address). With *404 Not Found* alone: the path in `GitLabUrl`, or a fine-grained token whose user may not see the project.',
    },
    410: {
      cause: 'Registration tokens are off, which is usual on new groups.',
      advice:
        'Give another kind as `GitLabToken`: see [from a registration token](migration.md#from-a-registration-token).',
    },
    429: {
      cause: 'Others behind the same address ask GitLab, too.',
      advice: 'Up to a minute is waited.',
    },
    redirect: {
      cause: 'GitLab has another URL, or a login page stands before it.',
      advice: 'Often a renamed host, or a login page before GitLab.',
    },
    readOnly: {
      cause: 'GitLab is in maintenance mode, or the URL is that of a secondary site.',
      advice: 'Neither the credential nor the runner is at fault. On a delete nothing was removed.',
    },
    page: {
      cause: 'A web application firewall or a login proxy before GitLab.',
      advice:
        'Say to whoever runs it that requests have the `User-Agent` `gitlab-runner-stack`. See [where they come from](network.md#a-gitlab-that-knows-its-callers-by-address).',
    },
    noApi: {
      cause: 'GitLab is below a path that `GitLabUrl` lacks.',
      advice: 'GitLab below a path, such as `https://example.com/gitlab`, wants the path in `GitLabUrl`.',
    },
    other: {
      cause: 'GitLab is disturbed, or is being updated.',
      advice: 'See that GitLab is well, then try again.',
    },
  },
  UNREACHABLE: {
    'unknown-name': {
      cause: 'A typing error in `GitLabUrl`, or a name of your network only.',
      advice:
        'A name of your network only: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).',
    },
    'not-http': {
      cause: 'The port is that of another service.',
      advice: 'With `HPE_HEADER_OVERFLOW` a proxy adds headers of more than 16 KiB.',
    },
    'too-large': {
      cause: '`GitLabUrl` leads to something else.',
      advice: 'Check `GitLabUrl`.',
    },
    silent: {
      cause: 'A firewall drops what comes from AWS.',
      advice: BEHIND_FIREWALL,
    },
    unreachable: {
      cause: 'GitLab is down, or a firewall refuses what comes from AWS.',
      advice: BEHIND_FIREWALL,
    },
  },
  NO_RESPONSES: {
    noToken: {
      cause: 'Something else responds in JSON.',
      advice: 'Something else responded in JSON, such as a proxy.',
    },
    cutShort: {
      cause: 'A proxy between AWS and GitLab cuts responses.',
      advice: 'Look at what stands between AWS and GitLab, then try again.',
    },
  },
} satisfies Explained<{
  REFUSALS: typeof REFUSALS;
  UNREACHABLE: Record<Exclude<Failure, DisagreementName>, string>;
  NO_RESPONSES: typeof NO_RESPONSES;
}>;
