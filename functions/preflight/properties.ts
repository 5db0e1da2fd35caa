import { readGitLabUrl } from '../gitlab/url.ts';
import { holdsCertificates, normalisePem } from '../https/pem.ts';
import { type PropertyReader, propertyReader } from '../shared/property-reader.ts';
import { BUCKET_NAME, INSTANCE_TYPE, KEY_ARN, readExecutor } from '../shared/rules.ts';
import { readTags } from '../shared/tags.ts';
import { readRegistries } from './registries.ts';
import { FAILURES } from './sentences.ts';

export type Properties = ReturnType<typeof readNetwork> &
  ReturnType<typeof readInstances> &
  ReturnType<typeof readCache> &
  ReturnType<typeof readGitLab> & {
    readonly tags: ReturnType<typeof readTags>;
    readonly registries: ReturnType<typeof readRegistries>;
  };

const IMAGE = /^(|ami-[0-9a-f]{8,17}|\/[\w./-]{1,500})$/;

/** Reads Custom::Preflight's properties; one OperatorError names every validation error in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const reader = propertyReader(raw);
  const properties = {
    ...readNetwork(reader),
    ...readInstances(reader),
    ...readCache(reader),
    ...readGitLab(reader),
    tags: readTags(reader),
    registries: readRegistries(reader),
  };
  reader.finish(FAILURES.invalid);
  return properties;
}

function readNetwork({ list, matching, must, text }: PropertyReader) {
  const vpcId = matching('VpcId', /^(|vpc-[0-9a-f]+)$/, 'empty or like vpc-0123456789abcdef0');
  const subnetIds = list('SubnetIds');
  must(
    subnetIds.every((id) => /^subnet-[0-9a-f]+$/.test(id)),
    'SubnetIds must be empty or like subnet-0123456789abcdef0',
  );
  // More would not fit into a response beside all else; a region has six zones at most.
  must(subnetIds.length <= 16, 'SubnetIds must be at most 16');
  return {
    /** Empty: the default VPC. */
    vpcId,
    /** As the user ordered them, since docker-machine takes the first. Empty: the VPC's default subnets. */
    subnetIds,
    /** `subnet`: what the subnet does by itself. */
    assignPublicIp: matching('AssignPublicIp', /^(subnet|true|false)$/, 'subnet, true or false'),
    /** Whether this function itself runs inside the user's network. */
    runsInSubnets: list('FunctionSubnetIds').length > 0,
    hasProxy: text('HttpsProxy') !== '',
  };
}

function readInstances(reader: PropertyReader) {
  const { list, matching, must } = reader;
  const executor = readExecutor(reader);
  const managerInstanceType = matching('ManagerInstanceType', INSTANCE_TYPE, 'like t4g.micro');
  const types = list('WorkerInstanceTypes');
  must(types.length >= 1 && types.length <= 4, 'WorkerInstanceTypes must be one to four types');
  must(
    types.every((type) => INSTANCE_TYPE.test(type)),
    'WorkerInstanceTypes must be like m7g.large,m6g.large',
  );
  const images = "empty, an AMI's id or an SSM parameter's name that starts with /";
  return {
    isDockerMachine: executor === 'docker+machine',
    managerInstanceType,
    workerInstanceTypes: types,
    /** Empty, an AMI's id, or the name of an SSM parameter. */
    workerImageId: matching('WorkerImageId', IMAGE, images),
    workerVolumeGib: reader.whole('WorkerVolumeSize', 1, 65_536),
    isSpot: matching('WorkerMarket', /^(on-demand|spot)$/, 'on-demand or spot') === 'spot',
    /** How many of a spot group's workers are on-demand ones. */
    onDemandBase: Number(matching('OnDemandBase', /^\d{1,6}$/, 'a whole number from 0')),
    maxWorkers: Number(matching('MaxWorkers', /^[1-9]\d{0,5}$/, 'a whole number from 1')),
  };
}

function readCache({ matching, must, text }: PropertyReader) {
  const key = text('CacheKeyArn');
  // S3 takes a key of its bucket's region alone, and says so only when something is saved:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
  must(
    key === '' || KEY_ARN.exec(key)?.[1] === text('Region'),
    "CacheKeyArn must be empty or the ARN of a KMS key in the stack's region",
  );
  return {
    /** Empty: the stack makes one. */
    cacheBucketName:
      text('CacheBucketName') && matching('CacheBucketName', BUCKET_NAME, "empty or a bucket's name"),
  };
}

function readGitLab(reader: PropertyReader) {
  const { matching, must, text } = reader;
  const kinds = /^(auto|registration|access|runner)$/;
  const caCertificate = normalisePem(text('GitLabCaCertificate'));
  must(
    caCertificate === '' || caCertificate.startsWith('/') || holdsCertificates(caCertificate),
    "GitLabCaCertificate must be a PEM or an SSM parameter's name that starts with /",
  );
  return {
    gitLabUrl: readGitLabUrl(reader),
    /** `auto` when only the credential, which is not handed to this function, could tell. */
    tokenKind: matching('GitLabTokenKind', kinds, 'auto, registration, access or runner'),
    /** PEM, the name of an SSM parameter that holds it, or empty. */
    caCertificate,
  };
}
