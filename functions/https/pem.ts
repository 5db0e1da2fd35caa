import { X509Certificate } from 'node:crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/**
 * Certificates in their proper lines. CloudFormation's console has one-line fields, which turn a pasted PEM's
 * line breaks into spaces; TLS libraries refuse that. Anything else (a parameter's name) is left as it is.
 */
export function normalisePem(text: string): string {
  const found = [...text.replace(/\\[rn]/g, '\n').matchAll(CERTIFICATE)];
  if (found.length === 0) return text;
  return found
    .map(([, body]) => {
      const lines = (body ?? '').replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
      return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
    })
    .join('');
}

/** Whether a normalised PEM is one or more certificates that can be read; a TLS connection would only throw. */
export function holdsCertificates(pem: string): boolean {
  const found = pem.match(CERTIFICATE) ?? [];
  try {
    return found.length > 0 && found.every((one) => new X509Certificate(one));
  } catch {
    return false;
  }
}
