import { describe, expect, test } from 'vitest';
import type { Target } from '../policies/call.ts';
import {
  arn,
  BUCKET,
  GUID,
  INSTANCE,
  MANAGERS,
  OTHER_GROUP,
  OTHER_STACK,
  PATH,
  parameter,
  policiesOf,
  STACK,
} from '../policies/sample.ts';
import { allowed } from './allowed.ts';

const BROUGHT = { CacheBucketName: 'company-bucket' };
const COMPANY = 'arn:aws:s3:::company-bucket';
const MACHINE = { Executor: 'docker+machine', WorkerMarket: 'spot' };
const gets = (parameters: Readonly<Record<string, string>>, action: string, ...targets: readonly Target[]) =>
  allowed(policiesOf('ManagerRole', parameters), action, ...targets);

describe('whoever stole the manager does not get', () => {
  test('to say what the user’s access token is used for, by writing a registration or under its path', () => {
    const registration = parameter(`${PATH}/Registration/5f2c`);
    const names = [registration, `${registration}/left-behind`, parameter(`${PATH}/Registration/ffff`)];
    expect(gets({}, 'ssm:PutParameter', ...names)).toEqual([]);
    expect(gets({}, 'ssm:PutParameter', `${registration}/renewed`)).toHaveLength(1);
  });

  test('payroll out of a brought bucket, or a page onto the website that is served from it', () => {
    expect(gets(BROUGHT, 's3:GetObject', `${COMPANY}/payroll/2026.csv`)).toEqual([]);
    expect(gets(BROUGHT, 's3:PutObject', `${COMPANY}/website/index.html`)).toEqual([]);
    expect(gets(BROUGHT, 's3:PutObject', `${COMPANY}/project/7/default`)).toHaveLength(1);
  });

  test('anything but projects’ cache in the bucket of the stack', () => {
    expect(gets({}, 's3:PutObject', `${BUCKET}/not-a-project/x`, `${BUCKET}/project`)).toEqual([]);
    expect(gets({}, 's3:PutObject', `${BUCKET}/project/7/x`)).toHaveLength(1);
  });

  test('what protected branches restore, by way of an unprotected stack in the same bucket', () => {
    const own = `${COMPANY}/${GUID}/project/7/default-protected`;
    expect(gets({ ...BROUGHT, RunnerProtected: 'true' }, 's3:PutObject', own)).toHaveLength(1);
    expect(gets({ ...BROUGHT, RunnerProtected: 'true' }, 's3:PutObject', `${COMPANY}/project/7/x`)).toEqual(
      [],
    );
    expect(gets(BROUGHT, 's3:PutObject', own)).toEqual([]);
  });

  test('jobs to trust a bucket of his own account that took the cache’s name', () => {
    const foreign = { 'aws:ResourceAccount': '999988887777' };
    for (const parameters of [{}, BROUGHT]) {
      const bucket = 'CacheBucketName' in parameters ? COMPANY : BUCKET;
      for (const action of ['s3:GetObject', 's3:PutObject'])
        expect(gets(parameters, action, [`${bucket}/project/7/x`, foreign])).toEqual([]);
      expect(gets(parameters, 's3:ListBucket', [bucket, foreign])).toEqual([]);
    }
  });

  test('another group, by giving it the tag that the group of the workers has', () => {
    const asked = { 'aws:RequestTag/gitlab-runner-workers': STACK, 'aws:TagKeys': 'gitlab-runner-workers' };
    const groups = [MANAGERS, OTHER_GROUP].map((group): Target => [group, asked]);
    for (const parameters of [{}, MACHINE])
      expect(gets(parameters, 'autoscaling:CreateOrUpdateTags', ...groups)).toEqual([]);
    const others: Target = [OTHER_GROUP, { 'aws:ResourceTag/gitlab-runner-workers': OTHER_STACK }];
    expect(gets({}, 'autoscaling:SetDesiredCapacity', others)).toEqual([]);
  });

  test("another team's golden image, started with a key of his own", () => {
    const image = 'arn:aws:ec2:eu-central-1::image/ami-0badbadbadbadbad0';
    const foreign: Target = [image, { 'ec2:Public': 'false', 'ec2:Owner': '111122223333' }];
    expect(gets(MACHINE, 'ec2:RunInstances', image, foreign)).toEqual([]);
    expect(
      gets({ ...MACHINE, WorkerImageId: 'ami-0123456789abcdef0' }, 'ec2:RunInstances', image, foreign),
    ).toEqual([]);
  });

  test('a network interface of another subnet, with its security groups', () => {
    const subnet = { 'ec2:Subnet': arn('ec2', 'subnet/subnet-99') };
    const free: Target = [arn('ec2', 'network-interface/eni-99'), subnet];
    expect(gets(MACHINE, 'ec2:RunInstances', free, arn('ec2', 'network-interface/*'))).toEqual([]);
  });

  test('any tag on a spot instance of others, such as the one that decides who may enter it', () => {
    const context = {
      'ec2:InstanceMarketType': 'spot',
      'ec2:InstanceType': 'm7i.large',
      'aws:RequestTag/gitlab-runner-stack': STACK,
    };
    const tags = [
      ['gitlab-runner-stack', 'Team'],
      ['gitlab-runner-stack', 'Name', 'access'],
    ];
    const foreign = tags.map((keys): Target => [INSTANCE, { ...context, 'aws:TagKeys': keys }]);
    expect(gets(MACHINE, 'ec2:CreateTags', ...foreign)).toEqual([]);
  });
});
