import { request } from 'node:http';
import { bodyOf, serve } from '../../scripts/lib/serve.ts';

/** A call of an API that speaks AWS's JSON protocol, such as Parameter Store's. */
export interface Call {
  /** `PutParameter` */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** 1 for the first of this name since `meet`. */
  readonly count: number;
}
/** What a call gets instead: an answer and no action; no answer and no action; its action, whose answer is lost. */
export type Fate =
  | { readonly status: number; readonly type: string; readonly body: string; readonly date?: string }
  | 'hang'
  | 'lose'
  | 'do and hang';

/** A proxy in front of AWS's API that records the calls and may treat them otherwise. */
export async function startFaultyAws(target: string) {
  const calls: Call[] = [];
  let fateOf: (call: Call) => Fate | undefined = () => undefined;
  const { url: endpoint, stop } = await serve(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const { method, headers } = incoming;
    const name = String(headers['x-amz-target']).split('.')[1] ?? '';
    const count = calls.filter((call) => call.name === name).length + 1;
    const call = { name, input: JSON.parse(body || '{}'), headers, count };
    calls.push(call);
    const fate = fateOf(call);
    if (fate === 'hang') return;
    if (typeof fate === 'object') {
      const date = fate.date ? { date: fate.date } : {};
      return void outgoing.writeHead(fate.status, { 'content-type': fate.type, ...date }).end(fate.body);
    }
    const forward = request(
      new URL(incoming.url ?? '', target),
      { method, headers, agent: false },
      (answer) => {
        if (fate === 'do and hang') return void answer.resume();
        if (fate === 'lose') return void incoming.socket.destroy();
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forward.on('error', () => outgoing.destroy());
    forward.end(body);
  });
  return {
    endpoint,
    /** The calls since the last `meet`. */
    calls: calls as readonly Call[],
    /** Forgets the calls and says what each of the next ones meets; undefined lets it through. */
    meet(next: typeof fateOf = () => undefined) {
      calls.length = 0;
      fateOf = next;
    },
    stop,
  };
}

export type FaultyAws = Awaited<ReturnType<typeof startFaultyAws>>;

/** An error as AWS's JSON protocol says it. */
export const awsError = (code: string, message: string, status = 400): Fate => ({
  status,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify({ __type: code, message }),
});
