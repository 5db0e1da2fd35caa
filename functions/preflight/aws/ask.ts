import { shareThePatience } from '../../aws/new-role.ts';
import { CallError } from '../ports.ts';

/** Makes a call of the given IAM action; what AWS refuses or does not answer becomes a CallError. */
export type Ask = <T>(action: string, call: (abortSignal: AbortSignal) => Promise<T>) => Promise<T>;

// From inside a VPC without a way to a service, a call hangs for as long as it is let; the SDK sets no limit.
const LONGEST_CALL = 15_000;

const DENIED = /^(UnauthorizedOperation|AccessDenied(Exception)?|Forbidden|403)$/;
const UNANSWERED = /abort|timeout|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONN|EPIPE|UNREACH/i;

/** The two ways to ask in one invocation: calls that are needed for an answer, and all others. */
export function startAsking(signal: AbortSignal): { readonly required: Ask; readonly optional: Ask } {
  const patience = shareThePatience((error) => DENIED.test(codeOf(error)), signal);
  const ask =
    (isRequired: boolean): Ask =>
    async (action, call) => {
      const attempt = () => call(AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CALL)]));
      try {
        return await (isRequired ? patience.required(attempt) : patience.optional(attempt));
      } catch (cause) {
        const code = codeOf(cause);
        throw new CallError(action, code, { kind: kindOf(code), isRequired, cause });
      }
    };
  return { required: ask(true), optional: ask(false) };
}

export function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : String(name);
}

function kindOf(code: string): CallError['kind'] {
  if (DENIED.test(code)) return 'denied';
  return UNANSWERED.test(code) ? 'unanswered' : 'failed';
}
