import { type Call as ApiCall, type Fate, startProxy } from './aws-proxy.ts';

/** A call of an API that speaks AWS's JSON protocol, such as Parameter Store's. */
export interface Call extends Pick<ApiCall, 'name' | 'headers'> {
  readonly input: Readonly<Record<string, unknown>>;
  /** 1 for the first of this name since `meet`. */
  readonly count: number;
}

/** A proxy in front of such an API that records the calls and may treat them otherwise. */
export async function startFaultyAws(target: string) {
  const calls: Call[] = [];
  const { endpoint, meet, stop } = await startProxy(target);
  const faulty = {
    endpoint,
    /** The calls since the last `meet`. */
    calls: calls as readonly Call[],
    /** Forgets the calls and says what each of the next ones meets; undefined lets it through. */
    meet(next: (call: Call) => Fate = () => undefined) {
      calls.length = 0;
      meet(({ name, body, headers }) => {
        const count = calls.filter((call) => call.name === name).length + 1;
        const call = { name, input: JSON.parse(body || '{}'), headers, count };
        calls.push(call);
        return next(call);
      });
    },
    stop,
  };
  faulty.meet();
  return faulty;
}

export type FaultyAws = Awaited<ReturnType<typeof startFaultyAws>>;

/** An error as AWS's JSON protocol says it. */
export const awsError = (code: string, message: string, status = 400): Fate => ({
  status,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify({ __type: code, message }),
});
