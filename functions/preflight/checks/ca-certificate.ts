import { holdsCertificates, normalisePem } from '../../https/pem.ts';
import type { Account } from '../ports.ts';
import type { Report } from '../report.ts';

/** The private CA's PEM, read when a parameter's name stands for it; undefined when it cannot be used. */
export async function findCaCertificate(
  account: Account,
  caCertificate: string,
  report: Report,
): Promise<string | undefined> {
  if (!caCertificate.startsWith('/')) return caCertificate;
  const parameter = await account.parameter(caCertificate);
  const pem = normalisePem(parameter?.text ?? '');
  if (!parameter) report('no-ca-certificate', { name: caCertificate });
  else if (!holdsCertificates(pem)) report('bad-ca-certificate', { name: caCertificate });
  else return pem;
  return undefined;
}
