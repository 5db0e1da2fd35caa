import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../lib/command-error.ts';

export interface Release {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
  readonly version: string;
  readonly files: readonly ReleasedFile[];
}
export interface ReleasedFile {
  readonly name: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Where a file of a version, or of `latest`, is in the bucket. */
export const keyOf = ({ prefix }: Release, version: string, name: string): string =>
  [prefix, version, name].filter((part) => part !== '').join('/');

/**
 * Uploads the files of a version, which never change again, and makes them the latest ones.
 *
 * @returns whether the version is new
 * @throws CommandError when it was released before with other bytes; then nothing is changed.
 */
export async function publish(s3: S3Client, release: Release): Promise<boolean> {
  const added = [];
  for (const file of release.files)
    added.push(await addOnce(s3, release.bucket, keyOf(release, release.version, file.name), file));
  for (const file of release.files)
    await s3.send(
      new PutObjectCommand({
        ...upload(release.bucket, keyOf(release, 'latest', file.name), file),
        CacheControl: 'public, max-age=300',
      }),
    );
  return added.includes(true);
}

/** The files' SHA-256, as `sha256sum --check` reads them. */
export const checksumsOf = (files: readonly ReleasedFile[]): Buffer =>
  Buffer.from(files.map(({ name, body }) => `${sha256(body, 'hex')}  ${name}\n`).join(''));

/** S3 itself refuses to overwrite (If-None-Match), so that two releases at once cannot both win. */
async function addOnce(s3: S3Client, bucket: string, key: string, file: ReleasedFile): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        ...upload(bucket, key, file),
        CacheControl: 'public, max-age=31536000, immutable',
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name !== 'PreconditionFailed') throw error;
  }
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (sha256((await Body?.transformToByteArray()) ?? '') !== sha256(file.body))
    throw new CommandError(
      `s3://${bucket}/${key} was released before with other content: give the change a version of its own.`,
    );
  return false;
}

const upload = (Bucket: string, Key: string, { contentType, body }: ReleasedFile) => ({
  Bucket,
  Key,
  Body: body,
  ContentType: contentType,
  ChecksumSHA256: sha256(body),
});

const sha256 = (content: Uint8Array | string, encoding: 'base64' | 'hex' = 'base64') =>
  createHash('sha256').update(content).digest(encoding);
