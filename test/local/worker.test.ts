import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { place } from '../../scripts/local/machine/outside.ts';
import { pemForms } from '../support/pem-forms.ts';
import { textOf } from '../template/programs.ts';

const SCRIPT = '/var/lib/cloud/instance/scripts/part-001';
const TRUSTED = 'etc/pki/ca-trust/source/anchors/gitlab.pem';
const [BEGIN, END] = ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'];
const TRACE = 'id > /outside/pwned';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'worker-'));
  for (const program of ['systemctl', 'update-ca-trust'])
    place(root, `usr/local/bin/${program}`, '#!/bin/sh\necho "$@" >> /outside/called\n', 0o755);
  mkdirSync(join(root, 'etc/pki/ca-trust/source/anchors'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Plays a worker's user data as cloud-init does, with what CloudFormation puts into it. */
async function boot(certificate: string, others: Readonly<Record<string, string>> = {}) {
  const parameters: Readonly<Record<string, string>> = { Certificate: certificate, ...others };
  const text = textOf('user-data/worker.sh').replace(/\$\{(\w+)\}/g, (_, name) => parameters[name] ?? '');
  place(root, SCRIPT, text, 0o700);
  const { status } = await runOn({ root, standIns: STAND_INS }, [SCRIPT]);
  const trusted = join(root, TRUSTED);
  const [settings, called] = ['etc/docker/daemon.json', 'outside/called'].map((file) => join(root, file));
  return {
    status,
    settings: settings && existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : undefined,
    docker: /^(\w+) docker$/m.exec(readFileSync(called ?? '', 'utf8').replace('enable docker', ''))?.[1],
    pwned: existsSync(join(root, 'outside/pwned')),
    trusted: existsSync(trusted) ? readFileSync(trusted, 'utf8').trim() : undefined,
  };
}

test.each([
  ['a here-document’s end', `END\n${TRACE}`],
  ['another exit', `exit\n${TRACE}\nexit`],
  ['substitutions', `$(${TRACE})\n\`${TRACE}\`\n<(${TRACE})`],
  ['closed quotes', `'; ${TRACE}; '\n"; ${TRACE}; "`],
  ['quotes without an end', `'\n"\n$(\n\${`],
  ['a function of the script', `authority() { ${TRACE}; }`],
  ['cloud-config', `#cloud-config\nruncmd: ["${TRACE}"]`],
])(
  'who writes the certificate, with %s in it, runs nothing on a worker',
  async (_, body) => {
    const hostile = `${BEGIN}\nMIIB\n${body}\n${END}`;
    expect(await boot(hostile)).toMatchObject({ status: 0, pwned: false });
    expect(await boot(`${body}\n${hostile}`)).toMatchObject({ status: 0, pwned: false });
  },
  150_000,
);

const { cert } = certificateAuthority();
test.each(pemForms(cert))(
  'a certificate is trusted %s',
  async (_, text) => {
    expect(await boot(text)).toMatchObject({ status: 0, trusted: cert.trim() });
  },
  150_000,
);

test('on an image without a place for it a certificate is left out, and Docker starts', async () => {
  rmSync(join(root, 'etc/pki'), { recursive: true });
  expect(await boot(cert)).toMatchObject({ status: 0, trusted: undefined, docker: 'start' });
}, 150_000);

test('without one there is none', async () => {
  expect(await boot('')).toMatchObject({ status: 0, pwned: false, trusted: undefined });
}, 150_000);

const MIRROR = 'https://mirror.example.com';

test('a mirror is asked first, beside the settings that an image brought', async () => {
  expect(await boot('', { RegistryMirror: MIRROR })).toMatchObject({
    status: 0,
    settings: { 'registry-mirrors': [MIRROR] },
  });
  const brought = { 'log-opts': { 'max-size': '1m' }, 'registry-mirrors': ['https://other.example.com'] };
  place(root, 'etc/docker/daemon.json', JSON.stringify(brought));
  expect(await boot('', { RegistryMirror: MIRROR })).toMatchObject({
    status: 0,
    settings: { ...brought, 'registry-mirrors': [MIRROR, 'https://other.example.com'] },
  });
}, 150_000);

test('without a mirror Docker has the settings of its image', async () => {
  expect((await boot('')).settings).toBeUndefined();
}, 150_000);

test.each([
  ['started where nothing has changed for it', '', {}, 'start'],
  ['restarted for a certificate', certificateAuthority().cert, {}, 'restart'],
  ['restarted for a mirror', '', { RegistryMirror: MIRROR }, 'restart'],
  ['restarted for a proxy', '', { HttpsProxy: 'http://proxy.example.com:3128' }, 'restart'],
])(
  'Docker is %s',
  async (_, certificate, parameters, verb) => {
    expect(await boot(certificate, parameters)).toMatchObject({ status: 0, docker: verb });
  },
  150_000,
);
