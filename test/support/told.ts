import { type Said, say } from '../../functions/sentence.ts';

/** A sentence of a test's own, which no table holds. */
export const told = (message: string): Said => say(message, {});
