import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { plainTemplate } from '../../scripts/build/plain.ts';
import { rewrite } from '../../scripts/build/rewrite.ts';
import { translate } from '../../scripts/build/translate.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { TEMPLATE_FILE } from '../../scripts/lib/template.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Resource {
  readonly Type: string;
  readonly DependsOn?: unknown;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What is written in a folder of functions/. */
function sourcesOf(folder: string): string {
  const files = readdirSync(join(PROJECT, 'functions', folder), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('');
}

let text = '';
let version = '';
let licences = '';
let template: Record<string, unknown> = {};
let resources: Array<[string, Resource]> = [];
beforeAll(async () => {
  ({ text, version, licences } = await plainTemplate(TEMPLATE_FILE));
  template = translate(text, {}).source;
  resources = Object.entries(template.Resources as Record<string, Resource>);
});

test('two builds are the same byte for byte, wherever the project lies', async () => {
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  const elsewhere = mkdtempSync(join(PROJECT, '.local', 'clone-'));
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  for (const part of ['template', 'functions', 'package.json'])
    cpSync(join(PROJECT, part), join(elsewhere, part), { recursive: true });
  const other = await plainTemplate(join(elsewhere, 'template/gitlab-runner.yaml'));
  expect(other.text === (await plainTemplate(TEMPLATE_FILE)).text).toBe(true);
});

test('it has no transform, and says its version', () => {
  expect(Object.keys(template)).not.toContain('Transform');
  expect(template.Description).toMatch(new RegExp(` Version ${version.replaceAll('.', '\\.')}\\.$`));
});

test('CloudFormation reads all of it from S3, in as many resources as it takes', () => {
  // Of the 1 MB that it takes.
  expect(Buffer.byteLength(text)).toBeLessThan(600_000);
  expect(String(template.Description).length).toBeLessThanOrEqual(1024);
  expect(resources.length).toBeLessThanOrEqual(500);
});

test('no resource has a name of its own, so CAPABILITY_IAM is enough and a stack can be there twice', () => {
  const named = resources.flatMap(([name, { Properties = {} }]) =>
    Object.entries(Properties)
      .filter(([property, value]) => /(?<!Metric)Name$/.test(property) && typeof value === 'string')
      .map(([property]) => `${name}.${property}`),
  );
  // The names of inline policies, which are such within their roles alone.
  expect(named).toEqual([
    'FunctionNetworkPolicy.PolicyName',
    'ManagerPolicy.PolicyName',
    'ManagerWorkersPolicy.PolicyName',
  ]);
  expect(JSON.stringify(template.Outputs)).not.toContain('"Export"');
});

test('no ARN names a partition', () => expect(text).not.toMatch(/arn:aws[\w-]*:/));

test('it names the packages of which code is in it, and their licences are there to go with it', () => {
  const names = [/@aws-sdk\/core 3[\d.]+ \(Apache-2\.0\)/, /smol-toml [\d.]+ \(BSD-3-Clause\)/];
  for (const name of names) for (const where of [text.split('\n')[1], licences]) expect(where).toMatch(name);
  expect(licences).toMatch(/^Copyright 2018-2020 Amazon/m);
  expect(licences.match(/END OF TERMS AND CONDITIONS/g)).toHaveLength(1);
  expect(licences).toContain('Redistributions in binary form must reproduce the above copyright notice');
});

test('no domain is written out but those that are the same in every partition', () => {
  // Of the registration's code only what is our own: the SDK brings a table of the partitions.
  const bundled = resources.map(([name, { Properties = {} }]) =>
    name === 'RegistrationFunction' ? String((Properties.Code as { ZipFile: string }).ZipFile) : '',
  );
  const own =
    JSON.stringify(template).replace(JSON.stringify(bundled.join('')), '') + sourcesOf('registration');
  const written = [...own.matchAll(/[\w.-]*\bamazonaws\.com(?:\.\w+)*/g)].map(([domain]) => domain);
  expect([...new Set(written)].sort()).toEqual([
    '123456789012.dkr.ecr.eu-central-1.amazonaws.com', // an example of EcrRegistries
    'amazonaws.com', // docker-machine's endpoints, where the code tells the partitions apart
    'autoscaling.amazonaws.com', // service principals, but EC2's, have one name everywhere
    'cloudwatch.amazonaws.com',
    'events.amazonaws.com',
    'gitlab-docker-machine-downloads.s3.amazonaws.com', // GitLab's own buckets
    'lambda.amazonaws.com',
    's3.dualstack.us-east-1.amazonaws.com',
    'spot.amazonaws.com',
  ]);
});

test('where CloudFormation takes no function, there is none', () => {
  for (const [name, { DeletionPolicy = '', UpdateReplacePolicy = '', DependsOn = [] }] of resources)
    for (const one of [DeletionPolicy, UpdateReplacePolicy, DependsOn].flat())
      expect([name, typeof one]).toEqual([name, 'string']);
});

test('CloudFormation finds nothing to replace in the code', () => {
  for (const [, { Type, Properties = {} }] of resources)
    if (Type === 'AWS::Lambda::Function') {
      const { ZipFile } = Properties.Code as { ZipFile: unknown };
      expect(ZipFile).toBeTypeOf('string');
      expect(ZipFile).not.toContain('{{resolve:');
    }
});

describe('the words of the source', () => {
  const source = '# one\nA: !Ref X # why\n\n# inside\nB:\n  # kept\n  C: 1\n  D: 2\nE: 3\n';
  const values = { A: { Ref: 'X' }, B: { C: 1, D: 2 }, E: 3 };

  test('stay as they are where nothing changed', () => expect(rewrite(source, values, values)).toBe(source));

  test('go with what is gone, comments and all', () => {
    const { A, E } = values;
    expect(rewrite(source, values, { A, E })).toBe('# one\nA: !Ref X # why\nE: 3\n');
  });

  test('are changed one by one, and what is new comes after what it followed', () => {
    const target = { A: { Ref: 'X' }, New: { Y: [1] }, B: { C: 1, D: 4 }, E: 3 };
    expect(rewrite(source, values, target)).toBe(
      '# one\nA: !Ref X # why\nNew:\n  Y:\n    - 1\n\n# inside\nB:\n  # kept\n  C: 1\n  D: 4\nE: 3\n',
    );
  });
});

test('every comment of the source is in it, but that of Globals', () => {
  const comments = (from: string) => from.split('\n').filter((line) => /^ *# /.test(line));
  const kept = new Set(comments(text));
  const lost = comments(readFileSync(TEMPLATE_FILE, 'utf8')).filter((line) => !kept.has(line));
  expect(lost.map((line) => line.trim())).toEqual([
    '# Not every region has arm64, and where it is missing no function could report that:',
    '# https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html',
    '# 512 MiB take half the time of 256 MiB, for about the same GB-seconds: docs/development/decisions/0013.',
    '# As long as CloudFormation waits (ServiceTimeout). An event that is delivered later could undo what came after it.',
  ]);
});
