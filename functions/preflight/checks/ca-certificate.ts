import { holdsCertificates, normalisePem } from '../../https/pem.ts';
import type { Account } from '../ports.ts';
import type { Report } from '../report.ts';

/** The private authority's PEM, read when a parameter's name stands for it; undefined when it cannot be used. */
export async function findAuthority(
  account: Account,
  authority: string,
  report: Report,
): Promise<string | undefined> {
  if (!authority.startsWith('/')) return authority;
  const text = await account.parameter(authority);
  const pem = normalisePem(text ?? '');
  if (text === undefined) report('no-authority', { name: authority });
  else if (!holdsCertificates(pem)) report('bad-authority', { name: authority });
  else return pem;
  return undefined;
}
