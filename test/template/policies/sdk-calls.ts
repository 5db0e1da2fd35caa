import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../../../scripts/lib/project.ts';

const PREFIXES: Readonly<Record<string, string>> = {
  'auto-scaling': 'autoscaling',
  'cloudwatch-logs': 'logs',
  'secrets-manager': 'secretsmanager',
  'service-quotas': 'servicequotas',
};

/** Where an operation has another name than its action: https://docs.aws.amazon.com/AmazonS3/latest/API/ */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  's3:HeadBucket': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:ListBuckets': ['s3:ListAllMyBuckets'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:ListMultipartUploads': ['s3:ListBucketMultipartUploads'],
  's3:PutBucketLifecycleConfiguration': ['s3:PutLifecycleConfiguration'],
  // With a version, as it is always called; S3 asks for the first where the bucket has no versions.
  's3:DeleteObjects': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
};

/** The IAM actions of all SDK commands in what is bundled from this file on. */
export async function actionsInCode(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: join(PROJECT, 'functions'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@aws-sdk/*'],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs).map((file) => join(PROJECT, 'functions', file));
  return [...new Set(files.flatMap((file) => actionsIn(readFileSync(file, 'utf8'))))].sort();
}

const FROM_SDK = /\{([^{}]*)\}\s*(?:from|= await import\()\s*'@aws-sdk\/client-([\w-]+)'/g;

function actionsIn(source: string): string[] {
  return [...source.matchAll(FROM_SDK)].flatMap(([, names = '', client = '']) => {
    const operations = [...names.matchAll(/(\w+)Command\b|\bpaginate(\w+)/g)];
    return operations.flatMap(([, command, paginated]) => {
      const operation = `${PREFIXES[client] ?? client}:${command ?? paginated}`;
      return ACTIONS[operation] ?? operation;
    });
  });
}
