import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { place } from '../../scripts/local/machine/outside.ts';
import { RUNNER, storedConfiguration } from './gitlab.ts';
import { writeConfig } from './managers/config-toml.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';

let managers: Managers;
let manager: Manager;

beforeAll(async () => {
  managers = await startManagers();
}, 300_000);
afterAll(() => managers.stop());
beforeEach(() => {
  managers.gitLab.meet();
  manager = managers.machine('i-0');
  // Between its tries.
  place(manager.root, 'usr/local/bin/sleep', '#!/bin/sh\n', 0o755);
});

const DONE = 'echo CREATE_COMPLETE';
const UNDER_WAY = 'echo UPDATE_IN_PROGRESS';
const NOT_THERE =
  'echo "An error occurred (ValidationError): Resource ManagerReady does not exist for stack" >&2; exit 254';
const REFUSED = 'echo "An error occurred (Throttling)" >&2; exit 254';

/** What CloudFormation says of the manager's group and of the wait condition for its signal. */
const stackIs = (group: string, ready: string) =>
  place(
    manager.root,
    'usr/local/bin/aws',
    `#!/bin/sh\ncase "$*" in *" --logical-resource-id ManagerGroup "*) ${group} ;; *) ${ready} ;; esac\n`,
    0o755,
  );

/** config.toml, of a GitLab that is elsewhere or with a token that is another. */
function configure({ url = managers.gitLab.url, token = RUNNER.token as string } = {}): void {
  const keys = `[[runners]]\nid = ${RUNNER.id}\ntoken = "${token}"\n`;
  writeConfig(manager.root, storedConfiguration({ ...managers.gitLab, url }).replace('[[runners]]\n', keys));
}
const verify = () => run(manager, 'verify-token');
const said = (reason: string) =>
  expect.stringContaining(`gitlab-runner verify says of the runner's token: ${reason}`);

test('a token that GitLab knows is proved at once', async () => {
  configure();
  const before = managers.gitLab.requests.length;
  expect((await verify()).status).toBe(0);
  const asked = managers.gitLab.requests.slice(before).map(({ path }) => path);
  expect(asked).toEqual(['/api/v4/runners/verify']);
}, 150_000);

test('a token that GitLab refuses fails a stack that waits, with what gitlab-runner said', async () => {
  configure({ token: 'glrt-t3_MARKED-of-nobody' });
  stackIs(UNDER_WAY, DONE);
  expect(await verify()).toEqual({ status: 1, output: said('is not valid\n') });
}, 150_000);

test.each([
  [
    'has an error',
    () => managers.gitLab.meet(...Array(15).fill({ status: 500, headers: {}, body: '' })),
    ': ',
  ],
  ['is not there', () => configure({ url: 'https://127.0.0.1:9' }), 'connection refused'],
  [
    'has another certificate',
    () => configure({ url: managers.gitLab.url.replace('localhost', '127.0.0.1') }),
    'x509',
  ],
])(
  'a GitLab that %s fails a stack that waits, though gitlab-runner verify ends with 0',
  async (_, breakIt, reason) => {
    configure();
    breakIt();
    stackIs(UNDER_WAY, DONE);
    const { status, output } = await verify();
    expect([status, output]).toEqual([1, said('failed: ')]);
    expect(output).toContain(reason);
  },
  150_000,
);

test.each([
  ['the group is being updated', UNDER_WAY, DONE, 1],
  ['the stack is being created', DONE, 'echo CREATE_IN_PROGRESS', 1],
  ['the wait condition is not there yet', DONE, NOT_THERE, 1],
  ['a manager replaces one that died', DONE, DONE, 0],
  ['an earlier update has failed', 'echo UPDATE_FAILED', DONE, 0],
  ['CloudFormation does not say', REFUSED, REFUSED, 0],
])(
  'when %s, an outage of GitLab ends the boot or not',
  async (_, group, ready, status) => {
    configure({ url: 'https://127.0.0.1:9' });
    stackIs(group, ready);
    const ended = await verify();
    expect(ended.status).toBe(status);
    expect(ended.output.endsWith('gitlab-runner starts all the same.\n')).toBe(status === 0);
  },
  150_000,
);
