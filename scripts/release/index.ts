import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { parse } from 'yaml';
import { command } from '../lib/command.ts';
import { CommandError } from '../lib/command-error.ts';
import { addressOf, announce } from './announcement.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { type Parameters, prefilled } from './prefilled.ts';
import { checksumsOf, keyOf, publish, type Release } from './publish.ts';

/** `npm run release`: what `npm run build` made goes into a bucket that its users can read. */
async function start(): Promise<void> {
  const { values } = parseArgs({
    options: {
      bucket: { type: 'string' },
      prefix: { type: 'string', default: 'gitlab-runner-stack' },
      /** The bucket's. */
      region: { type: 'string', default: 'us-east-1' },
      /** `Name=value`, which the links fill in. */
      parameter: { type: 'string', multiple: true, default: [] },
    },
  });
  const { bucket } = values;
  if (!bucket) throw new CommandError('Say which bucket: npm run release -- --bucket NAME.');
  try {
    await release({ ...values, bucket });
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    throw new CommandError(
      `S3 answers ${error.name} for ${bucket} in ${values.region}: see that both are right and may be written to.`,
    );
  }
}

interface Options {
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string;
  readonly parameter: readonly string[];
}

async function release({ bucket, prefix: given, region, parameter }: Options): Promise<void> {
  const template = parse(made('gitlab-runner.yaml').toString(), { logLevel: 'silent' });
  const parameters = prefilled(parameter, template.Parameters as Parameters);
  const { Version: version } = template.Mappings.Stack.Release as { Version: string };
  const files = [
    { name: 'gitlab-runner.yaml', contentType: 'application/yaml', body: made('gitlab-runner.yaml') },
    { name: 'LICENSES.txt', contentType: 'text/plain', body: made('LICENSES.txt') },
    { name: 'launch.html', contentType: 'text/html; charset=utf-8', body: made('launch.html') },
    { name: 'gitlab-runner.cdx.json', contentType: 'application/vnd.cyclonedx+json', body: await bill() },
  ];
  const checksums = { name: 'SHA256SUMS', contentType: 'text/plain', body: checksumsOf(files) };
  const prefix = given.replace(/^\/+|\/+$/g, '');
  const release: Release = { bucket, prefix, version, files: [...files, checksums] };
  const isNew = await publish(new S3Client({ region, forcePathStyle: true }), release);
  const url = (folder: string, name: string) => addressOf(region, bucket, keyOf(release, folder, name));
  const [versionUrl, latestUrl] = [url(version, 'gitlab-runner.yaml'), url('latest', 'gitlab-runner.yaml')];
  console.log(`${versionUrl} ${isNew ? 'is released' : 'was released before, and is the same'}.`);
  console.log(`The launch page: ${url('latest', 'launch.html')}`);
  console.log(`What it is made of: ${url(version, 'gitlab-runner.cdx.json')}`);
  console.log(`Checksums: ${url(version, 'SHA256SUMS')}\n${checksums.body}`);
  console.log(announce({ region, versionUrl, latestUrl, parameters }));
}

async function bill(): Promise<Buffer> {
  return Buffer.from(`${JSON.stringify(await billOfMaterials(), undefined, 2)}\n`);
}

function made(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '..', '..', 'dist', name));
}

await command(start);
