import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rendered, runnerOf } from '../configuration/sample.ts';
import { python } from './python.ts';

const LAUNCH = 'Launching a new EC2 instance';
const failed = (StatusMessage: string) => ({
  Description: `${LAUNCH}.  Status Reason: ${StatusMessage}`,
  StatusCode: 'Failed',
  StatusMessage,
});
const said = (...activities: object[]) => python('first_worker', 'failed_launches(a[0])', activities);
const refusal = (words: readonly string[], isOver = false) =>
  python('first_worker', 'refusal(a[0], a[1])', words, isOver);

// As Auto Scaling writes them: https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html
const SHORTAGES = [
  'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient m7i.large capacity in the Availability Zone you requested (eu-central-1a).',
  'Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration.',
  'Could not launch Spot Instances. InsufficientInstanceCapacity - There is no Spot capacity available that matches your request.',
  'Could not launch On-Demand Instances. RequestLimitExceeded - Request limit exceeded.',
  'Could not launch On-Demand Instances. InternalError - An internal error has occurred',
  'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Server.InternalError: Internal error on launch',
  'Could not launch On-Demand Instances. PendingVerification - Your request for accessing resources in this region is being validated.',
];
const SURE = [
  'Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of 1 allows for the instance bucket that the specified instance type belongs to.',
  'Could not launch Spot Instances. MaxSpotInstanceCountExceeded - Max spot instance count exceeded.',
  'Could not launch On-Demand Instances. InvalidParameterCombination - The specified instance type is not eligible for Free Tier.',
  'Could not launch On-Demand Instances. Unsupported - Your requested instance type (m7i.large) is not supported in your requested Availability Zone (us-east-1e).',
  'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch',
  'Could not launch On-Demand Instances. UnauthorizedOperation - You are not authorized to perform this operation.',
  'Could not launch On-Demand Instances. InsufficientFreeAddressesInSubnet - There are not enough free addresses in subnet.',
  'Could not launch On-Demand Instances. Blocked - This account is currently blocked and not recognized as a valid account.',
];

/** For each of AWS's words: whether they pass, and what refuses a create when they are said once, twice, or last. */
const judged = python(
  'first_worker',
  '[[passes(x), refusal([x], False), refusal([x, x], False), refusal([x], True)] for x in a]',
  ...SHORTAGES,
  ...SURE,
) as unknown[][];
const judgedOf = (words: string) => judged[[...SHORTAGES, ...SURE].indexOf(words)];

test.each(SHORTAGES)('this passes by itself, and ends no create: %s', (words) => {
  expect(judgedOf(words)).toEqual([true, null, null, null]);
});

test.each(SURE)('this ends a create when AWS has said it twice, or when time is over: %s', (words) => {
  expect(judgedOf(words)).toEqual([false, null, words, words]);
});

test('what one zone lacks is no refusal while AWS tries the next one', () => {
  const [, , , zone = '', key = ''] = SURE;
  const other = zone.replace('us-east-1e', 'us-east-1f');
  expect(refusal([other, zone])).toBeNull();
  expect(refusal([SHORTAGES[0] ?? '', zone], true)).toBeNull();
  expect(refusal([key, other, key])).toBe(key);
});

test('of the activities those count that say why a worker did not start, in words that people read', () => {
  const words = 'Could not launch On-Demand Instances. UnauthorizedOperation - You are not authorized.';
  const cancelled = { Description: `${LAUNCH}: i-1`, StatusCode: 'Cancelled' };
  const reason =
    'Instance became unhealthy. Termination Reason: Client.InternalError: Client error on launch';
  expect(
    said(
      { Description: `${LAUNCH}: i-3`, StatusCode: 'InProgress' },
      failed(`${words} Encoded authorization failure message: aGk= Launching EC2 instance failed.`),
      cancelled,
      { ...cancelled, Description: `${LAUNCH}: i-1.  Status Reason: ${reason}` },
      { Description: 'Terminating EC2 instance: i-2', StatusCode: 'Failed', StatusMessage: 'x' },
      { Description: `${LAUNCH}: i-2`, StatusCode: 'Successful' },
      failed('The image id does not exist.\nLaunching EC2 instance failed.'),
    ),
  ).toEqual([words, reason, 'The image id does not exist.']);
});

test('a denied right is told from an AWS that is busy or out of reach', () => {
  const said = [
    'An error occurred (AccessDenied) when calling the SetDesiredCapacity operation: No.',
    'An error occurred (UnauthorizedOperation) when calling the DescribeInstances operation',
    'An error occurred (Throttling) when calling the SetDesiredCapacity operation',
    'Could not connect to the endpoint URL',
  ];
  expect(python('first_worker', '[is_denied(x) for x in a]', ...said)).toEqual([true, true, false, false]);
});

test('the registry is the one that Docker pulls the image from', () => {
  const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
  const hosts = {
    'alpine:3.22': 'registry-1.docker.io',
    'library/alpine': 'registry-1.docker.io',
    'docker.io/library/alpine': 'registry-1.docker.io',
    'registry.gitlab.com/group/image@sha256:0a': 'registry.gitlab.com',
    'localhost:5000/image': 'localhost:5000',
    [`${ecr}/image:1`]: ecr,
    "$(id).x';y/image": 'registry-1.docker.io',
  };
  expect(python('first_worker', '{x: registry(x) for x in a}', ...Object.keys(hosts))).toEqual(hosts);
});

/** config.toml as far as it is asked. */
const configuration = (ready: string) =>
  `[[runners]]\n  [runners.docker]\n    image = "alpine"\n  [runners.autoscaler]\n    instance_ready_command = ${JSON.stringify(ready)}\n`;

const bin = mkdtempSync(join(tmpdir(), 'worker-'));
afterAll(() => rmSync(bin, { recursive: true }));

/** What a worker says whose curl is this shell script, and whose Docker has these mirrors. */
function ask(ready: string, curl: string, { proxy = '', mirrors = '', image = 'alpine' } = {}) {
  const given = [
    configuration(ready).replace('alpine', image),
    'https://gitlab.example.com',
    proxy,
    '.internal',
  ];
  const script = String(python('first_worker', 'questions(*a)', ...given));
  writeFileSync(join(bin, 'curl'), `#!/bin/sh\n${curl}\n`, { mode: 0o755 });
  const docker = `[ "$*" = 'info --format {{range .RegistryConfig.Mirrors}}{{.}} {{end}}' ] && echo '${mirrors}'`;
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const { status, stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env });
  return { status, said: stdout.trim().split('\n').at(-1) };
}

test('a worker that has everything says nothing', () => {
  expect(ask('true && echo ready', 'exit 0')).toEqual({ status: 0, said: '' });
});

test.each([
  ['Docker', 'false; echo "no daemon" >&2; false', 'exit 0', 'cloud-init or Docker is not ready: no daemon'],
  [
    'its registry',
    'true',
    'case "$*" in *docker.io*) echo "curl: (28) timed out" >&2; exit 28 ;; esac',
    'the registry registry-1.docker.io cannot be reached: curl: (28) timed out',
  ],
  [
    'GitLab',
    'true',
    'case "$*" in *gitlab*) echo "curl: (60) certificate" >&2; exit 60 ;; esac',
    'GitLab, https://gitlab.example.com, cannot be reached: curl: (60) certificate',
  ],
])('a worker without %s says so last', (_, ready, curl, lack) => {
  expect(ask(ready, curl)).toEqual({ status: 1, said: lack });
});

const ONLY_MIRROR = 'case "$*" in *docker.io*) echo "curl: (28) timed out" >&2; exit 28 ;; esac';
// Docker writes each with a slash behind it: ValidateMirror in registry/config.go of moby.
const MIRRORS = 'http://one.example.com/ https://two.example.com/ ';

test('a mirror of Docker Hub that answers is a registry enough', () => {
  expect(ask('true', ONLY_MIRROR, { mirrors: MIRRORS })).toEqual({ status: 0, said: '' });
});

test.each([
  ['no mirror that answers', 'alpine', 'case "$*" in *docker.io* | *gitlab*) ;; *) exit 7 ;; esac', ''],
  [
    'neither a mirror that answers nor a way to Docker Hub',
    'alpine',
    'echo "curl: (7) none of them" >&2; exit 7',
    'the registry registry-1.docker.io cannot be reached: curl: (7) none of them',
  ],
  [
    'a mirror of Docker Hub and an image of another registry',
    'registry.example.com/image',
    'case "$*" in *registry.example.com*) echo "curl: (6) no such host" >&2; exit 6 ;; esac',
    'the registry registry.example.com cannot be reached: curl: (6) no such host',
  ],
])('a worker with %s is asked for what its Docker asks', (_, image, curl, said) => {
  expect(ask('true', curl, { mirrors: MIRRORS, image }).said).toBe(said);
});

test('a worker asks through the proxy that its jobs have', () => {
  const shown = 'echo "$https_proxy $no_proxy" >&2; exit 7';
  expect(ask('true', shown, { proxy: 'http://proxy:3128' }).said).toContain('http://proxy:3128 .internal');
  expect(ask('true', 'env | grep -q https_proxy || echo none >&2; exit 7').said).toMatch(/: none$/);
});

test('what is asked is read in config.toml as the stack renders it', () => {
  const setting = (key: string) => python('first_worker', 'setting(a[0], a[1])', rendered(), key);
  const { autoscaler, docker } = runnerOf() as {
    autoscaler: { instance_ready_command: string; connector_config: { username: string } };
    docker: { image: string };
  };
  expect([setting('image'), setting('username'), setting('instance_ready_command')]).toEqual([
    docker.image,
    autoscaler.connector_config.username,
    autoscaler.instance_ready_command,
  ]);
  expect(setting('nothing')).toBe('');
});
