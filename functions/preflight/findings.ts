import { DISAGREEMENTS } from '../gitlab/disagreements.ts';

export interface Kind {
  /**
   * What it does to the stack; where it does not fail it, it is one of its Warnings. What can change without
   * the user (`create`) must not fail an Update: the rollback of an Update is an Update, too.
   */
  readonly fails: 'always' | 'create' | 'never';
  /** What was found, with {holes} for its values. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Everything that Custom::Preflight can find, in the order in which it is told. */
export const FINDINGS = {
  // These three are of calls without which there is no response, in an Update too.
  'call-denied': {
    fails: 'always',
    message: 'The function may not call {action}',
    remedy: "allow it in the function's role, its permissions boundary and the organisation's policies",
  },
  'call-no-response': {
    fails: 'always',
    message: '{action} got no response ({error})',
    remedy: "try again; FunctionSubnetIds, when set, need a route to AWS's services: NAT or VPC endpoints",
  },
  'call-failed': {
    fails: 'always',
    message: '{action} failed with {error}',
    remedy: "try again, and see the function's log if it stays so",
  },
  'no-default-vpc': {
    fails: 'always',
    message: 'This region has no default VPC',
    remedy: 'set VpcId and SubnetIds',
  },
  'no-vpc': {
    fails: 'always',
    message: 'There is no VPC {vpc} in this region',
    remedy: 'correct VpcId or the region',
  },
  'no-default-subnets': {
    fails: 'always',
    message: '{vpc} has no default subnets',
    remedy: 'set SubnetIds',
  },
  'no-subnet': {
    fails: 'always',
    message: 'SubnetIds names what is not in this region: {subnets}',
    remedy: 'correct SubnetIds or the region',
  },
  'subnet-elsewhere': {
    fails: 'always',
    message: 'SubnetIds names what is not in {vpc}: {subnets}',
    remedy: 'make VpcId the VPC of all of them',
  },
  'no-internet-route': {
    fails: 'create',
    message: 'There is no working route to the internet (0.0.0.0/0) from {subnets}',
    remedy:
      'add one to an internet or NAT gateway, or set HttpsProxy: the manager fetches its packages there',
  },
  'internet-route-unseen': {
    fails: 'never',
    message: 'Whether there is a route to the internet (0.0.0.0/0) from {subnets} could not be seen',
    remedy: 'see that there is one, or set HttpsProxy: the manager fetches its packages there',
  },
  'docker-overlap': {
    fails: 'never',
    message:
      'The VPC has addresses ({blocks}) that Docker gives to its networks (172.17.0.0 to 172.27.255.255)',
    remedy:
      'jobs may not reach what has such an address: keep what they need elsewhere, or give the workers an image with other default-address-pools',
  },
  'no-public-ip': {
    fails: 'create',
    message: 'Instances get no public IP address in {subnets}, which lead to an internet gateway',
    remedy: 'set AssignPublicIp to true, or take subnets behind a NAT gateway',
  },
  'no-instance-type': {
    fails: 'always',
    message: '{parameter}: this region does not have {types}, or it runs neither arm64 nor x86_64 Linux',
    remedy: 'choose another type',
  },
  'mixed-architectures': {
    fails: 'always',
    message: '{parameter} mixes architectures: {types}',
    remedy: 'choose types of one architecture, as all workers have one image',
  },
  'offered-nowhere': {
    fails: 'create',
    message: '{parameter}: {zones} does not offer {types}',
    remedy: 'choose another type, or SubnetIds in other zones',
  },
  'left-out': {
    fails: 'never',
    message: '{parameter}: {subnets} was left out, as {zones} does not offer {types}',
    remedy: 'nothing must be done; for more zones choose another type, or other SubnetIds',
  },
  'offered-somewhere': {
    fails: 'never',
    message: 'WorkerInstanceTypes: {zones} does not offer {types}',
    remedy: 'nothing must be done, but none of them will start there',
  },
  'no-image-parameter': {
    fails: 'create',
    message: 'WorkerImageId: there is no parameter {name} in this region',
    remedy: 'create it, or correct the name',
  },
  'no-image-id': {
    fails: 'create',
    message: "WorkerImageId: the parameter {name} holds no image's id",
    remedy: 'store only the ID in it, such as ami-0123456789abcdef0',
  },
  'other-data-type': {
    fails: 'create',
    message: 'WorkerImageId: the parameter {name} is of data type {type}, and EC2 reads only aws:ec2:image',
    remedy:
      'delete it and create it again with: aws ssm put-parameter --type String --data-type aws:ec2:image',
  },
  'no-image': {
    fails: 'create',
    message: 'WorkerImageId: there is no image {image} in this region that the account may use',
    remedy: 'correct the id or the region, copy the image here, or have it shared with the account',
  },
  'other-architecture': {
    fails: 'create',
    message: 'WorkerImageId: the image {image} is {is}, and WorkerInstanceTypes ({types}) are {are}',
    remedy: 'choose an image and types of one architecture',
  },
  'small-volume': {
    fails: 'create',
    message: 'WorkerVolumeSize is smaller than the image {image}, which takes {gib} GiB',
    remedy: 'raise it to that',
  },
  'quota-too-small': {
    fails: 'create',
    message: 'The EC2 quota {quota} is {allowed} vCPUs, and {needed} are needed for the first job',
    remedy: 'request an increase in Service Quotas, or choose smaller types',
  },
  'quota-below-most': {
    fails: 'never',
    message: 'The EC2 quota {quota} is {allowed} vCPUs, and MaxWorkers takes up to {needed}',
    remedy: 'request an increase in Service Quotas, or lower MaxWorkers: workers beyond it will not start',
  },
  'quota-unknown': {
    fails: 'never',
    message: 'The vCPU quota for {types} was not checked, as only those of standard types are',
    remedy: 'see in Service Quotas that it is not 0',
  },
  'no-scaling-role': {
    fails: 'never',
    message:
      "The account has no role {role} yet, and its first group's instance may meet an Authentication Failure",
    remedy:
      'if it does, delete the stack and create it again, or run before: aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com',
  },
  'no-spot-role': {
    fails: 'create',
    message: 'The account has no role {role}, without which docker-machine gets no spot instance',
    remedy: 'run: aws iam create-service-linked-role --aws-service-name spot.amazonaws.com',
  },
  'no-bucket': {
    fails: 'create',
    message: 'There is no bucket {bucket}',
    remedy: 'correct CacheBucketName, or leave it empty to have one made',
  },
  'bucket-elsewhere': {
    fails: 'create',
    message: 'The bucket {bucket} is in {region}',
    remedy: "choose one in the stack's region, or leave CacheBucketName empty to have one made",
  },
  'bucket-refused': {
    fails: 'never',
    message: 'The bucket {bucket} is not open to the stack',
    remedy:
      'see that it is of this account and that its policy lets the roles of the stack in, or jobs have no cache',
  },
  'key-without-grant': {
    fails: 'never',
    message: 'New volumes are encrypted with {key}, which neither grants nor allows its use to {role}',
    remedy: 'let that role use the key, or instances may end with Client.InternalError as they start',
  },
  'no-ca-certificate': {
    fails: 'create',
    message: 'GitLabCaCertificate: there is no parameter {name} in this region',
    remedy: 'create it, or correct the name',
  },
  'bad-ca-certificate': {
    fails: 'create',
    message: 'GitLabCaCertificate: the parameter {name} holds no certificate that can be read',
    // A SecureString's ciphertext is none either, for a certificate is no secret.
    remedy: 'store the PEM of the CA certificate in it, as a String',
  },
  'long-ca-certificate': {
    fails: 'create',
    message:
      'GitLabCaCertificate: what the parameter {name} holds takes {bytes} bytes, and {most} can be handed to the workers',
    remedy: 'keep only the CA certificate in it, or use one with a shorter key',
  },
  'gitlab-unreachable': {
    fails: 'create',
    message: '{host} could not be reached from outside a VPC ({error})',
    remedy:
      'see that it is up and correct GitLabUrl; a GitLab with private addresses needs FunctionSubnetIds, from which it can be reached',
  },
  'gitlab-unreachable-from-subnets': {
    fails: 'create',
    message: '{host} could not be reached from FunctionSubnetIds ({error})',
    remedy:
      'see that it is up, and that those subnets have a route, name servers and firewalls that lead to it',
  },
  'gitlab-expired': { fails: 'create', ...DISAGREEMENTS.expired },
  'gitlab-not-yet-valid': { fails: 'create', ...DISAGREEMENTS['not-yet-valid'] },
  'gitlab-other-name': { fails: 'create', ...DISAGREEMENTS['other-name'] },
  'gitlab-common-name': { fails: 'create', ...DISAGREEMENTS['common-name'] },
  'gitlab-untrusted': { fails: 'create', ...DISAGREEMENTS.untrusted },
  'gitlab-unsuitable': { fails: 'create', ...DISAGREEMENTS.unsuitable },
  'gitlab-tls-version': { fails: 'create', ...DISAGREEMENTS['tls-version'] },
  'gitlab-client-certificate': { fails: 'create', ...DISAGREEMENTS['client-certificate'] },
  'gitlab-not-tls': { fails: 'create', ...DISAGREEMENTS['not-tls'] },
  'gitlab-tls-closed': { fails: 'create', ...DISAGREEMENTS['tls-closed'] },
  'gitlab-no-common-tls': { fails: 'create', ...DISAGREEMENTS['no-common-tls'] },
  'gitlab-redirects': {
    fails: 'create',
    message: '{host} redirects to {target}',
    remedy: 'give that URL as GitLabUrl, as a credential is never sent along',
  },
  'not-gitlab': {
    fails: 'create',
    message: "GitLabUrl does not lead to GitLab's API: {host} returned {response}",
    remedy: 'correct it, its path included, or see what before GitLab hides it',
  },
  'gitlab-page': {
    // With a credential the way may be open: the registration, which is next, will know.
    fails: 'never',
    message:
      "{host} returned {response}, which is not of GitLab's API: a firewall, a proxy or a login page before GitLab responds in its place",
    remedy: "let the function's requests through, or give a URL that leads to GitLab itself as GitLabUrl",
  },
  'gitlab-busy': {
    fails: 'never',
    message: 'GitLab at {host} returned {status}',
    remedy: 'see that it is well, and not in maintenance: the runner is registered in it next',
  },
  'no-registration-tokens': {
    fails: 'create',
    message: 'The {gitlab} at {host} takes no registration tokens any more',
    remedy: 'use an access token (glpat-) or a runner token (glrt-)',
  },
  'no-access-tokens': {
    fails: 'create',
    message: 'The {gitlab} at {host} is too old to create runners by access token',
    remedy: 'use a registration token, or upgrade GitLab to 16.0 or later',
  },
  unseen: {
    fails: 'never',
    message: '{action} failed with {error}, so {what} could not be checked',
    remedy: 'allow it to the function, or see for yourself',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type Code = keyof typeof FINDINGS;

/** Their likeliest causes, but of disagreements, in Markdown, for the documents alone: the function is built without them. */
export const CAUSES: Readonly<Partial<Record<Code, string>>> = {
  'call-denied': 'A permissions boundary or a policy of the organisation.',
  'call-no-response': 'No route from `FunctionSubnetIds` to AWS’s services.',
  'call-failed': 'The service is disturbed.',
  'no-default-vpc': 'The default VPC was deleted.',
  'no-vpc': 'The VPC is in another region or account.',
  'no-default-subnets': 'The default subnets were deleted.',
  'no-subnet': 'The subnets are in another region or account.',
  'subnet-elsewhere': 'The subnets are those of another VPC.',
  'no-internet-route': 'The subnets are private ones without a NAT gateway.',
  'internet-route-unseen': 'Another account shares the VPC, or a firewall has the route.',
  'docker-overlap': '`VpcId` is a VPC with one of the blocks that Docker takes by default.',
  'no-public-ip': 'The subnets are public ones that map no addresses.',
  'no-instance-type': 'A typing error, or a type that is new or not in this region.',
  'mixed-architectures': 'Types with and without a `g` in their family.',
  'offered-nowhere': 'A type that is not in these zones.',
  'left-out': 'A type that is not in every zone.',
  'offered-somewhere': 'A type that is not in every zone.',
  'no-image-parameter': 'A typing error, or a parameter of another region.',
  'no-image-id': 'The parameter holds JSON or a name.',
  'other-data-type': 'The parameter was created without `--data-type`.',
  'no-image': 'The image is of another region, or is not shared with the account.',
  'other-architecture': 'The image is for x86_64 and the types are of Graviton, or the other way round.',
  'small-volume': 'The image has a larger root volume.',
  'quota-too-small': 'A new account; the types of `ManagerInstanceType` and `WorkerInstanceTypes` count.',
  'quota-below-most': 'A new account.',
  'quota-unknown': '`WorkerInstanceTypes` has a type with GPUs or of another special family.',
  'no-scaling-role': 'The account never had an Auto Scaling group.',
  'no-spot-role': '`WorkerMarket` is spot, and the account never had spot instances.',
  'no-bucket': 'A typing error.',
  'bucket-elsewhere': 'A bucket of another region.',
  'bucket-refused': '`CacheBucketName` is a bucket of another account, or its policy is strict.',
  'key-without-grant': 'The account encrypts volumes with a key of its own.',
  'no-ca-certificate': 'A typing error, or a parameter of another region.',
  'bad-ca-certificate': 'The parameter is a SecureString, or holds a key or DER.',
  'long-ca-certificate': 'A bundle of all public CAs.',
  'gitlab-unreachable': 'GitLab has private addresses, or is behind a firewall.',
  'gitlab-unreachable-from-subnets': 'A firewall or a missing route between the subnets and GitLab.',
  'gitlab-redirects': 'GitLab has another URL, or a login page stands before it.',
  'not-gitlab': 'GitLab is below a path that `GitLabUrl` lacks.',
  'gitlab-page': 'A web application firewall or a login proxy before GitLab.',
  'gitlab-busy': 'GitLab is being updated or in maintenance.',
  'no-registration-tokens': '`GitLabTokenKind` is registration, and GitLab 20.0 or later.',
  'no-access-tokens': '`GitLabTokenKind` is access, and GitLab before 16.0.',
  unseen: 'A policy of the organisation.',
};
