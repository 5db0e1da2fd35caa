import type { Request, Resource } from '../custom-resource/resource.ts';
import { claim } from './claim.ts';
import { cleanUpAll, cleanUpUnknown, removeRegistration } from './cleanup.ts';
import { withWhereToLook } from './deregister.ts';
import { editInPlace } from './edit-in-place.ts';
import { identify, pathOf } from './identity.ts';
import { redactingNotes } from './left-behind.ts';
import type { Outside } from './ports.ts';
import { type Properties, parseProperties } from './properties.ts';
import type { Current } from './record.ts';
import { register } from './register.ts';
import { renewedName } from './renewed.ts';
import { leftAsItIs } from './reversal.ts';

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
 * The lifecycle and its reasons are in docs/development/decisions/0003-claim-and-complete.md.
 */
export function runnerRegistration(world: Outside): Resource<Properties, Data> {
  return {
    parse: parseProperties,
    identify,
    identifyInvalid: (stack) => `${pathOf(stack)}invalid`,

    async ensure(request) {
      const outside = redactingNotes(world, request.secrets);
      const { registration, version } = await registered(request, outside).catch((error: unknown) =>
        leftAsItIs(error, request, outside),
      );
      if (request.previousId) await cleanUpUnknown(request, outside);
      return {
        ParameterName: request.id,
        ParameterVersion: String(version),
        RunnerId: registration?.runnerId ?? 'unknown',
        TokenExpiresAt: registration ? (registration.tokenExpiresAt ?? 'never') : 'unknown',
      };
    },

    async remove(request) {
      const outside = redactingNotes(world, request.secrets);
      const strict = request.properties?.strict ?? false;
      const isOurs = request.id.startsWith(pathOf(request.stack));
      const removal = isOurs
        ? removeRegistration(request.id, strict, request, outside)
        : cleanUpAll(request, strict, outside);
      await removal.catch((error: unknown) => Promise.reject(withWhereToLook(error, request)));
    },
  };
}

async function registered(request: Request<Properties>, outside: Outside): Promise<Current> {
  const claimed = await claim(request, outside);
  if (claimed.state === 'mine') return register(claimed, request, outside);
  const current = await editInPlace(claimed, request, outside);
  // Only now: a rollback that overtakes this Update must find on record that an edit was begun.
  for (const name of [request.id, renewedName(request.id)]) await outside.store.tag(name, request.time.work);
  return current;
}
