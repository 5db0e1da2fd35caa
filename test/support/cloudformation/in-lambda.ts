import type { Response } from '../../../functions/custom-resource/response.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { ResponseServer } from '../lambda/response-server.ts';
import type { Transport } from './transport.ts';

/**
 * A built function behind its ServiceToken, in processes as Lambda has them: an idle one takes the next event, and
 * while all are busy another is started. `timeout` is the function's, in milliseconds.
 */
export function inLambda(start: () => Promise<Lambda>, responses: ResponseServer, timeout = 120_000) {
  const idle: Lambda[] = [];
  const busy = new Set<Lambda>();
  const all: Lambda[] = [];

  const deliver: Transport = async (event) => {
    const lambda = idle.pop() ?? (await start());
    if (!all.includes(lambda)) all.push(lambda);
    busy.add(lambda);
    const { error } = await lambda.invoke({ ...event, ResponseURL: responses.url }, timeout);
    busy.delete(lambda);
    // As Lambda does: a process that ended or let an error through is not used again.
    if (error) lambda.stop();
    else idle.push(lambda);
    return answerTo(event.RequestId, responses);
  };

  return {
    function: deliver,
    /** How many processes there have been. */
    get processes() {
      return all.length;
    },
    /** Everything that all of its processes wrote. */
    output: () => all.map((lambda) => lambda.output()).join(''),
    /** The most memory that any of them has had, in bytes. */
    peak: () => Math.max(...idle.map((lambda) => lambda.peak())),
    /** Ends the idle processes: the next event meets a cold one. */
    cool: () => {
      for (const lambda of idle.splice(0)) lambda.stop();
    },
    /** Ends the processes at work, as the kernel does when the memory is used up. */
    kill: () => {
      for (const lambda of busy) lambda.stop();
    },
    stop: () => {
      for (const lambda of all) lambda.stop();
    },
  };
}

/** The first answer to a request that was taken. */
function answerTo(requestId: string, { puts }: ResponseServer): Response | undefined {
  const answers = puts.filter(({ status }) => status === 200).map(({ body }): Response => JSON.parse(body));
  return answers.find(({ RequestId }) => RequestId === requestId);
}

export type FunctionInLambda = ReturnType<typeof inLambda>;
