import { type Call, on } from './call.ts';
import { SUCCESSOR } from './own-stack-calls.ts';
import { BUCKET, OTHER_PATH, PATH, parameter } from './sample.ts';

const CACHE_CODE = 'functions/cache';

export const CACHE: readonly Call[] = [
  ...on(
    CACHE_CODE,
    { own: [BUCKET], others: ['arn:aws:s3:::other-bucket'] },
    's3:GetBucketPolicy',
    's3:PutBucketPolicy',
    's3:ListBucketVersions',
    's3:ListBucketMultipartUploads',
    's3:PutLifecycleConfiguration',
    's3:DeleteBucket',
  ),
  ...on(
    CACHE_CODE,
    { own: [`${BUCKET}/a`], others: ['arn:aws:s3:::other-bucket/a'] },
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:AbortMultipartUpload',
  ),
];

const FILE = {
  own: [parameter(`${PATH}/Configuration/config.toml`)],
  others: [parameter(`${PATH}/Registration/5f2c`), parameter(`${OTHER_PATH}/Configuration/config.toml`)],
};
const CODE = 'functions/configuration';

export const CONFIGURATION: readonly Call[] = [
  ...SUCCESSOR,
  ...on(CODE, FILE, 'ssm:PutParameter', 'ssm:DeleteParameter'),
];
/** With ResourceTags. */
export const CONFIGURATION_TAGS: readonly Call[] = on(CODE, FILE, 'ssm:AddTagsToResource');
