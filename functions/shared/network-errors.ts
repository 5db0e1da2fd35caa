const UNREACHED = /^(ECONNREFUSED|ECONNRESET|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** Whether a code of Node's says that a connection was not made, or broke: another attempt may do better. */
export const isUnreached = (code: string): boolean => UNREACHED.test(code);
