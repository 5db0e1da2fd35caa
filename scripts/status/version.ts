export const UNKNOWN = 'unknown';

/** The version that an output or a template says; of anything else than one, that it is not known. */
export const releaseOf = (said: unknown): string =>
  typeof said === 'string' && /^\d+\.\d+\.\d+$/.test(said) ? said : UNKNOWN;
