import type { Request } from '../custom-resource/resource.ts';
import { normalisePem } from '../https/pem.ts';
import type { Outside } from './ports.ts';
import type { Properties } from './properties.ts';

type Asked = Pick<Request<unknown>, 'secrets' | 'time'>;

/** The credential's value, read from where it is kept, and from then on taken out of every log line and Reason. */
export async function credentialOf(
  { credential }: Properties,
  { secrets, time }: Asked,
  outside: Outside,
): Promise<string> {
  const value =
    'value' in credential ? credential.value : await outside.readSource(credential.source, time.work);
  secrets.add(value);
  return value;
}

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
