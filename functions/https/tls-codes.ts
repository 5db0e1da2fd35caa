/** `error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/…` */
const OPENSSL = /:SSL routines:[^:]*:([^:]+):/;

/**
 * The code of a connection's error. Node says EPROTO for most of what a handshake fails of, and UNSPECIFIED for some
 * certificates, with OpenSSL's reason in the message alone; and of a connection that is closed in the handshake only
 * that it was reset.
 */
export function codeOf(error: NodeJS.ErrnoException, inHandshake: boolean): string {
  const { code = error.name, message } = error;
  const reason = code === 'UNSPECIFIED' ? message : OPENSSL.exec(message)?.[1];
  if (reason) return `ERR_SSL_${reason.toUpperCase().replace(/[^A-Z\d]+/g, '_')}`.slice(0, 80);
  return code === 'ECONNRESET' && inHandshake ? 'ETLSRESET' : code;
}

/** With TLS 1.3 the server looks at the client's certificate after the client has begun to send, and then reads nothing. */
export const refusedAfterHandshake = (code: string): boolean => /ALERT_(BAD_)?CERTIFICATE/.test(code);
