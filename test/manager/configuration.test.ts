import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { pemForms } from '../support/pem-forms.ts';
import { python } from './python.ts';

const PEM = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\nQmFz\n-----END CERTIFICATE-----\n`;
const certificates = (text: string) => python('configuration', 'certificates(*a)', text);

const FORMS: ReadonlyArray<readonly [how: string, text: string]> = [
  ...pemForms(PEM),
  [
    'after a comment, and before what is no certificate',
    `# ours\n${PEM}-----BEGIN KEY-----\nx\n-----END KEY-----`,
  ],
];
test.each(FORMS)('a certificate is taken %s', (_, text) => {
  expect(certificates(text)).toBe(PEM);
});

test('of several certificates each is taken, and of none nothing', () => {
  expect([certificates(PEM.replaceAll('\n', ' ').repeat(2)), certificates('\n')]).toEqual([
    PEM.repeat(2),
    '',
  ]);
});

const STORED = 'concurrent = 10\n\n[[runners]]\nname = "ci"\nexecutor = "docker"\n';
const REGISTRATION = { runnerId: '7', token: 'glrt-MARKED"', tokenObtainedAt: '2026-11-24T12:00:00Z' };
const withRunner = (registration: object) =>
  parse(String(python('configuration', 'with_runner(*a)', STORED, registration)));

test('the runner and its token come into the stored configuration', () => {
  const [runner] = withRunner({ ...REGISTRATION, tokenExpiresAt: null }).runners as unknown as object[];
  expect(runner).toMatchObject({ id: 7, token: 'glrt-MARKED"', name: 'ci', executor: 'docker' });
  expect(runner).not.toHaveProperty('token_expires_at');
});

test('a token that expires has its date', () => {
  const [runner] = withRunner({ ...REGISTRATION, tokenExpiresAt: '2026-12-24T12:00:00.5Z' })
    .runners as unknown as [{ token_expires_at: Date }];
  expect(new Date(runner.token_expires_at).toISOString()).toBe('2026-12-24T12:00:00.500Z');
});

test('docker-machine is told the image that a parameter names, and who made its machines', () => {
  const options = '"amazonec2-ami=resolve:ssm:/team/image", "amazonec2-tags=stack,arn"';
  const image = '(lambda name: "ami-of" + name)';
  expect(python('configuration', `with_machines(a[0], ${image}, a[1])`, options, 'i-1')).toBe(
    '"amazonec2-ami=ami-of/team/image", "amazonec2-tags=stack,arn,gitlab-runner-manager,i-1"',
  );
});

const userData = (proxy: string, pem: string) => {
  const text = String(python('configuration', 'worker_user_data(*a)', proxy, pem));
  return JSON.parse(text.replace(/^#cloud-config\n/, ''));
};

test("docker-machine's workers know the proxy and GitLab's authority, or neither", () => {
  expect(userData('', '')).toEqual({ write_files: [], ca_certs: { trusted: [] } });
  const { write_files, ca_certs } = userData('http://proxy:3128', PEM);
  expect(ca_certs).toEqual({ trusted: [PEM] });
  expect(write_files.map(({ path }: { path: string }) => path)).toEqual([
    '/etc/environment',
    '/etc/apt/apt.conf.d/99proxy',
  ]);
  expect(write_files[0].content).toContain('\nhttps_proxy=http://proxy:3128\n');
});

test.each([
  [
    'a fatal line',
    'time="2026" level=info msg="first"\ntime="2026" level=fatal msg="two\\n  \\"keys\\""\n',
    "two 'keys'",
  ],
  ['a plain line', 'first\n\n  second  line \n\n', 'second line'],
  ['nothing', '\n', 'nothing'],
])('what gitlab-runner said last: %s', (_, output, last) => {
  expect(python('configuration', 'last_words(*a)', output)).toBe(last);
});
