/** What a command ends with and says, without a stack: one sentence for whoever started it. */
export class CommandError extends Error {
  override name = 'CommandError';
}
