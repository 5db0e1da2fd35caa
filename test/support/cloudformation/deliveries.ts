import type { Transport } from './transport.ts';

// How Lambda and the network may treat an event. CloudFormation invokes asynchronously, so that each of these happens.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html

/** Delivered again after a while, when nothing is heard or all the same; CloudFormation believes the first answer. */
export function again(
  deliver: Transport,
  meanwhile: () => Promise<void> | void = () => undefined,
): Transport {
  return async (event) => {
    const answer = await deliver(event);
    await meanwhile();
    const repeated = await deliver(event);
    return answer ?? repeated;
  };
}

export function twiceAtOnce(deliver: Transport): Transport {
  return async (event) => {
    const answers: Awaited<ReturnType<Transport>>[] = [];
    const one = async () => void answers.push(await deliver(event));
    await Promise.all([one(), one()]);
    return answers.find(Boolean);
  };
}

/** Carried out, but the answer never reaches CloudFormation. */
export function unheard(deliver: Transport): Transport {
  return async (event) => void (await deliver(event));
}

/**
 * Given up by CloudFormation while it runs, at a `moment` of its work: another resource has failed, and the next
 * event follows at once. What still runs is added to `running`.
 */
export function givenUp(
  deliver: Transport,
  moment: () => Promise<void>,
  running: Promise<unknown>[],
): Transport {
  return (event) => {
    const moved = moment();
    const work = deliver(event);
    running.push(work);
    return Promise.race([work, moved.then(() => undefined)]);
  };
}

/** Only the first event is treated so: what follows (a duplicate, a reversed Update, a Delete) goes the plain way. */
export function onlyOnce(deliver: Transport, treat: (deliver: Transport) => Transport): Transport {
  const treated = treat(deliver);
  let first = true;
  return (event) => {
    const way = first ? treated : deliver;
    first = false;
    return way(event);
  };
}
