import type { Request, Resource } from '../custom-resource/resource.ts';
import { awaitClaimant } from './await-claimant.ts';
import { claim } from './claim.ts';
import { discard } from './discard.ts';
import { discreet } from './discreet.ts';
import { identify, markerOf, pathOf } from './identity.ts';
import { keepUpToDate } from './keep-up-to-date.ts';
import type { Outside } from './ports.ts';
import { type Properties, parseProperties } from './properties.ts';
import { register } from './register.ts';
import { withWhereabouts } from './whereabouts.ts';

/** What Fn::GetAtt can read of a registration; never the token. */
export interface Data {
  readonly ParameterName: string;
  readonly ParameterVersion: string;
  readonly RunnerId: string;
  readonly TokenExpiresAt: string;
}

/**
 * Custom::RunnerRegistration: one runner in GitLab for each physical id, its token in the SecureString of that
 * name. Claim, register, complete; then whatever CloudFormation never learnt of goes.
 * The lifecycle and its reasons are in docs/decisions/0003-claim-and-complete.md.
 */
export function runnerRegistration(world: Outside): Resource<Properties, Data> {
  return {
    parse: parseProperties,
    identify,
    identifyInvalid: (stack) => `${pathOf(stack)}invalid`,

    async ensure(request) {
      const outside = discreet(world, request.secrets);
      const claimed = await claim(request, outside);
      const { registration, version } =
        claimed.state === 'mine'
          ? await register(claimed, request, outside)
          : await keepUpToDate(claimed, request, outside);
      if (request.previousId) await sweep(request, [request.id, request.previousId], outside);
      return {
        ParameterName: request.id,
        ParameterVersion: String(version),
        RunnerId: registration.runnerId,
        TokenExpiresAt: registration.tokenExpiresAt ?? 'never',
      };
    },

    async remove(request) {
      const outside = discreet(world, request.secrets);
      const strict = request.properties?.strict ?? false;
      const isOurs = request.id.startsWith(pathOf(request.stack));
      const removal = isOurs
        ? takeOut(request.id, strict, request, outside)
        : sweep(request, [], outside, strict);
      await removal.catch((error: unknown) => Promise.reject(withWhereabouts(error, request)));
    },
  };
}

/** Takes out every registration under the stack's path but those to keep: their answers were lost. */
async function sweep(
  request: Request<Properties | undefined>,
  keep: readonly string[],
  outside: Outside,
  strict = false,
): Promise<void> {
  const names = await outside.store.list(pathOf(request.stack), request.time.work);
  for (const name of names) if (!keep.includes(name)) await takeOut(name, strict, request, outside);
}

async function takeOut(
  id: string,
  strict: boolean,
  request: Request<Properties | undefined>,
  outside: Outside,
): Promise<void> {
  if (await awaitClaimant(id, request, outside)) await discard(id, strict, request, outside);
  // After a failed Create that is as it should be; after a removal by hand a runner may be left.
  else
    outside.warn(
      `Nothing is stored under ${id}: a runner with [${markerOf(id)}] in its description is nobody's.`,
    );
}
