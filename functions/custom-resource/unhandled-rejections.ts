/**
 * Rejects when a promise that nobody awaits is rejected. Lambda's own listener would end the process at once,
 * and CloudFormation would wait in vain: so it is stood in for while a response is owed.
 */
export function catchUnhandledRejections(): { readonly rejection: Promise<never>; release(): void } {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  let listener: (error: unknown) => void = () => undefined;
  const rejection = new Promise<never>((_, reject) => {
    listener = reject;
  });
  rejection.catch(() => undefined);
  process.on('unhandledRejection', listener);
  return {
    rejection,
    release() {
      process.off('unhandledRejection', listener);
      for (const other of others) process.on('unhandledRejection', other);
    },
  };
}
