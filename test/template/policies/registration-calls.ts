import { type Call, on, type Target } from './call.ts';
import { ROLL_BACK, SUCCESSOR } from './own-stack-calls.ts';
import { arn, KEY, OTHER_PATH, PATH, parameter } from './sample.ts';

const CODE = 'functions/registration';
const TOKEN = parameter(`${PATH}/Registration/5f2c`);
const OTHERS = [
  parameter(`${OTHER_PATH}/Registration/5f2c`),
  parameter(`${PATH}/Configuration/config.toml`),
  parameter('/team/database-password'),
];
const encrypted = (what: string): Target => [KEY, { 'kms:EncryptionContext:PARAMETER_ARN': what }];
const secret = (name: string) => arn('secretsmanager', `secret:${name}`);
const encryptedSecret = (what: string): Target => [KEY, { 'kms:EncryptionContext:SecretARN': what }];

export const REGISTRATION: readonly Call[] = [
  ...SUCCESSOR,
  ...ROLL_BACK,
  ...on(
    CODE,
    { own: [TOKEN, `${TOKEN}/left-behind`, `${TOKEN}/renewed`], others: OTHERS },
    'ssm:PutParameter',
    'ssm:GetParameter',
    'ssm:DeleteParameter',
  ),
  ...on(
    CODE,
    { own: [parameter(`${PATH}/Registration`)], others: [parameter(OTHER_PATH), parameter('/')] },
    'ssm:GetParametersByPath',
  ),
  ...on(
    'Parameter Store, for a SecureString',
    { own: [encrypted(TOKEN)], others: [KEY, ...OTHERS.map(encrypted)] },
    'kms:Encrypt',
    'kms:Decrypt',
  ),
];

/** With ResourceTags: PutParameter with Tags is this, too. */
export const TAGS: readonly Call[] = on(
  CODE,
  { own: [TOKEN, `${TOKEN}/left-behind`, `${TOKEN}/renewed`], others: OTHERS },
  'ssm:AddTagsToResource',
);

const sourceAndCertificate = ['/team/gitlab-token', '/team/ca'].map(parameter);
/** With a GitLabTokenSource in Parameter Store. */
export const PARAMETER_SOURCE: readonly Call[] = [
  ...on(CODE, { own: sourceAndCertificate, others: OTHERS }, 'ssm:GetParameter'),
  ...on(
    'Parameter Store, for a SecureString',
    { own: [encrypted(parameter('/team/gitlab-token'))], others: OTHERS.map(encrypted) },
    'kms:Decrypt',
  ),
];

const [WITH_SUFFIX, ANOTHER] = [secret('team/gitlab-AbCdEf'), secret('team/gitlab-admin-AbCdEf')];
/** With a GitLabTokenSource in Secrets Manager. */
export const SECRET_SOURCE: readonly Call[] = [
  ...on(CODE, { own: [WITH_SUFFIX], others: [ANOTHER] }, 'secretsmanager:GetSecretValue'),
  ...on(
    'Secrets Manager',
    { own: [encryptedSecret(WITH_SUFFIX)], others: [encryptedSecret(ANOTHER)] },
    'kms:Decrypt',
  ),
];
