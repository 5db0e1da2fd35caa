import { GetObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, expect, test, vi } from 'vitest';
import { type PlainTemplate, plainTemplate } from '../../scripts/build/plain.ts';
import { nestedText } from '../../scripts/launch/texts.ts';
import { TEMPLATE_FILE } from '../../scripts/lib/template.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { addressOf } from '../../scripts/release/announcement.ts';
import { keyOf, publish } from '../../scripts/release/publish.ts';
import { fill, s3At } from '../support/filled-bucket.ts';
import { type Channel, plainChannel, samBuild, samChannel } from './channel.ts';
import { differences } from './differences.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let built: PlainTemplate;
let folder: string;
let sam: Channel;
let plain: Channel;
beforeAll(async () => {
  built = await plainTemplate(TEMPLATE_FILE);
  folder = samBuild();
  sam = samChannel(folder, 'eu-central-1');
  plain = plainChannel(built.text);
});

/** Where two channels bring something else, apart from how the code is packed. */
const between = (one: Channel, other: Channel) => [
  ...differences(one.template, other.template, 'template'),
  ...differences(one.code, other.code, 'code'),
];
/** A plain template's description ends with its version. */
const described = ({ template, code }: Channel): Channel => ({
  template: { ...template, Description: `${template.Description} Version ${built.version}.` },
  code,
});

test('the plain template is what sam build makes, expanded by the SAM translator, with the same bytes of code', () => {
  const functions = ['Preflight', 'Registration', 'Cache', 'Fleet', 'Reaper', 'Configuration'];
  expect(Object.keys(plain.code).sort()).toEqual(functions.map((name) => `${name}Function`).sort());
  expect(between(plain, described(sam))).toEqual([]);
});

test.each(['cn-north-1', 'us-gov-west-1'])('SAM makes nothing else of it in %s', (region) => {
  expect(between(samChannel(folder, region), sam)).toEqual([]);
});

test.each([
  [
    'a property',
    /Registers the runner/,
    'Registers no runner',
    'RegistrationFunction.Properties.Description',
  ],
  ['a setting for all functions', /"Timeout":120/, '"Timeout":90', 'PreflightFunction.Properties.Timeout'],
  ['a resource', /"CacheLogGroup":/, '"CacheLogs":', 'template.Resources.CacheLogGroup'],
  ['a parameter', /"Default":"t4g.micro"/, '"Default":"t4g.nano"', 'Parameters.ManagerInstanceType.Default'],
  ['a byte of code', /"use strict\\";/, '"use strict\\"; ', 'code.PreflightFunction'],
])('a difference in %s is found, and named', (_, what, broken, name) => {
  const other = JSON.parse(JSON.stringify(plain).replace(what, broken));
  expect(between(other, described(sam)).join('\n')).toContain(`${name}: `);
});

test('a nested child is that file, from the address that the parent is given', async () => {
  const emulator = await startEmulator();
  try {
    const s3 = s3At(emulator.endpoint);
    await fill(s3, 'templates', { objects: 0 });
    const file = {
      name: 'gitlab-runner.yaml',
      contentType: 'application/yaml',
      body: Buffer.from(built.text),
    };
    const release = { bucket: 'templates', prefix: 'runners', version: built.version, files: [file] };
    await publish(s3, release);
    const templateUrl = addressOf('us-east-1', 'templates', keyOf(release, built.version, file.name));
    const parent = nestedText({ region: 'us-east-1', stackName: 'parent', templateUrl, parameters: {} });
    const [, bucket = '', key = ''] = /TemplateURL: "https:\/\/[^/]+\/([^/]+)\/(.+)"/.exec(parent) ?? [];
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(between(plainChannel((await Body?.transformToString()) ?? ''), described(sam))).toEqual([]);
  } finally {
    await emulator.stop();
  }
});
