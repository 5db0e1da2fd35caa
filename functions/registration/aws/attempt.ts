import { StoreError } from '../store-error.ts';

/** What the SDK calls by names that say nothing here. */
const UNSAID: Readonly<Record<string, string>> = {
  AbortError: 'no answer in time',
  TimeoutError: 'no answer in time',
  SyntaxError: 'an answer that is not its own',
};

/** Makes a call; what the SDK throws becomes a StoreError that names the action. */
export async function attempt<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    // AWS's own sentence names the role and the resource; it holds no value of the request.
    const { name, message } = error instanceof Error ? error : { name: 'Unknown', message: '' };
    const detail = /AccessDenied|InvalidKey|KMS|Disabled|NotFound/.test(name) ? message.slice(0, 300) : '';
    throw new StoreError(action, UNSAID[name] ?? name, detail);
  }
}

/** Passes over one error, by its name, and lets every other one through. */
export function forgive(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof StoreError && error.code === code) return undefined;
    throw error;
  };
}
