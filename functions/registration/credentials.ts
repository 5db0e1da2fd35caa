import type { Request } from '../custom-resource/resource.ts';
import { normalisePem } from '../https/pem.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { credentialFault, kindByPrefix } from './credential.ts';
import { GitLabError } from './gitlab/error.ts';
import type { Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import { FAILURES } from './sentences.ts';

type Asked = Pick<Request<unknown>, 'secrets' | 'time'>;

/** The credential's value, read from where it is kept, and from then on redacted in every log line and Reason. */
export async function credentialOf(
  { credential }: Properties,
  { secrets, time }: Asked,
  outside: Outside,
): Promise<string> {
  if ('value' in credential) {
    secrets.add(credential.value);
    return credential.value;
  }
  const value = await outside.readSource(credential.source, time.work);
  secrets.add(value);
  const fault = credentialFault(`What GitLabTokenSource names, ${credential.source},`, value, true);
  if (fault) throw new OperatorError(say(FAILURES.invalid, { errors: fault }));
  return value;
}

/** A refusal that the wrong kind of credential may explain, with the parameter that says the kind. */
export function withKind(
  error: unknown,
  { kind, credential }: Pick<Properties, 'kind' | 'credential'>,
  value: string,
): unknown {
  const isRefused = error instanceof GitLabError && [401, 403, 410].includes(error.status);
  const begins = kindByPrefix(value);
  // Without a prefix of GitLab's only a registration token was guessed.
  if (!isRefused || begins === kind || (!begins && kind !== 'registration')) return error;
  const where = 'value' in credential ? 'GitLabToken' : 'What GitLabTokenSource names';
  const sentence = say(FAILURES.otherKind, { why: error.message, where, kind: KIND_NAMES[kind] });
  return new GitLabError(sentence, error.outcome, error.status);
}

const KIND_NAMES: Readonly<Record<Properties['kind'], string>> = {
  registration: 'a registration token',
  access: 'an access token',
  runner: 'a runner token',
};

/** The private CA's certificate, read when a parameter's name stands for it. */
export async function caCertificateOf(
  { caCertificate }: Properties,
  { time }: Asked,
  outside: Outside,
): Promise<string> {
  return caCertificate.startsWith('/')
    ? normalisePem(await outside.readSource(caCertificate, time.work))
    : caCertificate;
}
