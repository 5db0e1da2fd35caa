import { saidBy } from './message.ts';

const SENTENCES = saidBy('functions/registration/gitlab/sentences.ts', [
  [
    'GitLab does not accept the credential (401{GitLab’s words}): it is wrong, expired or revoked.',
    'Give a living one as `GitLabToken`, or store it in `GitLabTokenSource`.',
  ],
  [
    'GitLab refuses the credential (403{GitLab’s words}): it is invalid, or lacks the right scope or role. An access token needs the scopes create_runner and manage_runner.',
    'The token’s user must be an owner of the group, a maintainer or owner of the project, or an administrator for `instance`. An administrator may also have switched this kind of runner off.',
  ],
  [
    "{host} does not know GitLab's runner API or this object (404{GitLab’s words}): check GitLabUrl, its path included, and RunnerScope.",
    '`RunnerScope` takes the number that GitLab shows, not the path. On an edit: the runner was removed in GitLab. Delete its parameter, which the output `RunnerTokenParameter` names, and update again: a new one is registered.',
  ],
  [
    'Registration tokens are switched off in this GitLab (410). They can be allowed under Settings > CI/CD > Runners of the group, or Admin > Settings > CI/CD for the instance; an access token (glpat-) or a runner token (glrt-) works instead, and will be needed from GitLab 20.0.',
    'See [from a registration token](migration.md#from-a-registration-token).',
  ],
  [
    'GitLab limits the rate of requests (429{GitLab’s words}) for longer than can be waited for: try again later.',
    'Up to a minute is waited.',
  ],
  ['GitLab answered {status}{GitLab’s words}.', 'See that GitLab is well, then try again.'],
  [
    '{host} redirects to {target}: give that address as GitLabUrl. A credential is never sent along.',
    'Often a renamed host, or a login page before GitLab.',
  ],
  [
    'The certificate of {host} is for another host name: check GitLabUrl.',
    'Or correct the certificate on the GitLab server.',
  ],
  ['The certificate of {host} has expired: renew it on the GitLab server.', ''],
  [
    'The certificate of {host} is not trusted ({code}): if GitLab uses a private authority, give its certificate as GitLabCaCertificate.',
    'With `UNABLE_TO_VERIFY_LEAF_SIGNATURE` the server does not send its whole chain.',
  ],
  [
    'The host name {host} does not exist in public DNS: check GitLabUrl.',
    'A name of your network only: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).',
  ],
  ["{host} answered more than 1 MiB: it does not look like GitLab's API.", 'Check `GitLabUrl`.'],
  [
    '{host} did not answer in time: is it reachable from AWS?',
    'A GitLab behind a firewall: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).',
  ],
  [
    '{host} could not be reached ({code}): is it up and reachable from AWS?',
    'A GitLab behind a firewall: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).',
  ],
]);

const ANSWERS = [
  ...saidBy('functions/registration/gitlab/client.ts', [
    [
      'GitLab answered without a usable runner token: is GitLabUrl really a GitLab?',
      'Something else answered in JSON, such as a proxy.',
    ],
  ]),
  ...saidBy('functions/registration/gitlab/send.ts', [
    [
      'The answer of GitLab was cut short or is not what its API answers.',
      'Look at what stands between AWS and GitLab, then try again.',
    ],
    [
      "GitLabUrl does not lead to GitLab's API: it answered {status} {content type}.",
      'A login page or a proxy’s page: correct `GitLabUrl`, its path included.',
    ],
  ]),
  ...saidBy('functions/registration/register.ts', [
    [
      '{why} Whether a runner was registered is not known: look in GitLab for one whose description holds [{marker}], remove it, and try again.',
      'The answer was lost after the request had gone out. With an access token that may also `read_api` the stack looks for itself.',
    ],
  ]),
];

/** What the registration may say of GitLab, of its refusals and of answers that were none. */
export const GITLAB = [...SENTENCES, ...ANSWERS];
