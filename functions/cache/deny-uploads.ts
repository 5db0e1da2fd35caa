const SID = 'GitLabRunnerStackIsBeingDeleted';

/** The bucket's policy with one statement more: nobody uploads. Given twice, it stands there once. */
export function denyUploads(policy: string | undefined, partition: string, bucketName: string): string {
  const { Statement = [], ...rest } = policy === undefined ? { Version: '2012-10-17' } : JSON.parse(policy);
  // S3 gives a single statement back as it came: alone, without a list.
  const kept = [Statement].flat().filter((statement: { Sid?: string }) => statement.Sid !== SID);
  const denial = {
    Sid: SID,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:${partition}:s3:::${bucketName}/*`,
  };
  return JSON.stringify({ ...rest, Statement: [...kept, denial] });
}
