import type { PropertyReader } from './property-reader.ts';

// What more than one function reads, so that none takes what another refuses.

export type Executor = 'docker-autoscaler' | 'docker+machine';

export function readExecutor({ matching }: PropertyReader): Executor | '' {
  const value = matching(
    'Executor',
    /^docker(-autoscaler|\+machine)$/,
    'docker-autoscaler or docker+machine',
  );
  return value === 'docker-autoscaler' || value === 'docker+machine' ? value : '';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Of a KMS key, and no alias: IAM knows a key by this alone. */
export const KEY_ARN = /^arn:[\w-]+:kms:([\w-]+):\d{12}:key\/[\w-]+$/;

export const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;

export const SECURITY_GROUP_ID = /^sg-[0-9a-f]+$/;
