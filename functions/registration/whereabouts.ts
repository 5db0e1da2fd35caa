import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { identify, markerOf, pathOf } from './identity.ts';
import type { Properties } from './properties.ts';

/**
 * The failure of a Delete with where to look for what it left. Its reason is often the last word: CloudFormation
 * goes on and deletes this function, and the key without which no stored token can be read.
 */
export function withWhereabouts(
  error: unknown,
  { id, properties, stack }: Request<Properties | undefined>,
): unknown {
  if (!(error instanceof OperatorError)) return error;
  const path = pathOf(stack);
  const own = id.startsWith(path) || !properties ? id : identify(properties, stack);
  const runner =
    properties?.kind === 'runner'
      ? ''
      : `, and in GitLab for a runner with [${markerOf(own)}] in its description`;
  return new OperatorError(
    `${error.message} Look for what is left under ${path} in Parameter Store${runner}.`,
    { cause: error },
  );
}
