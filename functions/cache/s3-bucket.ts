import {
  AbortMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { allowing, ask } from '../aws/call-with-retry.ts';
import { EXPIRE_ALL } from './expire-all.ts';
import type { Bucket, Upload, Version } from './ports.ts';

/** A Bucket in S3. */
export function s3Bucket(s3: S3Client, Bucket: string): Bucket {
  return {
    async policy(abortSignal) {
      const command = new GetBucketPolicyCommand({ Bucket });
      const read = ask('s3:GetBucketPolicy', abortSignal, () => s3.send(command, { abortSignal }));
      return (await read.catch(allowing('NoSuchBucketPolicy')))?.Policy;
    },
    async setPolicy(Policy, abortSignal) {
      const command = new PutBucketPolicyCommand({ Bucket, Policy });
      await ask('s3:PutBucketPolicy', abortSignal, () => s3.send(command, { abortSignal }));
    },
    async someVersions(abortSignal) {
      const command = new ListObjectVersionsCommand({ Bucket });
      const page = await ask('s3:ListBucketVersions', abortSignal, () => s3.send(command, { abortSignal }));
      const entries = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      return entries.map(({ Key = '', VersionId = '' }): Version => ({ key: Key, versionId: VersionId }));
    },
    async removeVersions(versions, abortSignal) {
      const Objects = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
      const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
      const response = await ask('s3:DeleteObjects', abortSignal, () => s3.send(command, { abortSignal }));
      return (response.Errors ?? []).map(({ Code = 'unknown error' }) => Code);
    },
    async someUploads(abortSignal) {
      const command = new ListMultipartUploadsCommand({ Bucket });
      const action = 's3:ListBucketMultipartUploads';
      const page = await ask(action, abortSignal, () => s3.send(command, { abortSignal }));
      return (page.Uploads ?? []).map(
        ({ Key = '', UploadId = '' }): Upload => ({ key: Key, uploadId: UploadId }),
      );
    },
    async abortUpload({ key, uploadId }, abortSignal) {
      const command = new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId });
      const abort = ask('s3:AbortMultipartUpload', abortSignal, () => s3.send(command, { abortSignal }));
      await abort.catch(allowing('NoSuchUpload'));
    },
    async expireAll(abortSignal) {
      const command = new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: EXPIRE_ALL,
      });
      await ask('s3:PutLifecycleConfiguration', abortSignal, () => s3.send(command, { abortSignal }));
    },
    async remove(abortSignal) {
      const command = new DeleteBucketCommand({ Bucket });
      const removed = ask('s3:DeleteBucket', abortSignal, () => s3.send(command, { abortSignal }));
      return (await removed.catch(allowing('BucketNotEmpty'))) !== undefined;
    },
  };
}
