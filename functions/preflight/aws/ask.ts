/** Makes a call of the given IAM action. */
export type Ask = <T>(action: string, call: (abortSignal: AbortSignal) => Promise<T>) => Promise<T>;
