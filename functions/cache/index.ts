import { S3Client } from '@aws-sdk/client-s3';
import { customResource } from '../custom-resource/handler.ts';
import { cache } from './cache.ts';
import { s3Bucket } from './s3-bucket.ts';

const s3 = new S3Client();

export const handler = customResource(cache((name) => s3Bucket(s3, name)));
