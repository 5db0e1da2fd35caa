import { type IncomingHttpHeaders, request } from 'node:http';
import { request as requestTls } from 'node:https';
import { bytesOf, serve } from '../../scripts/lib/serve.ts';

export interface Call {
  /** `TerminateInstances` in a query API; the method and the flags of the query in S3, as in `POST delete`. */
  readonly name: string;
  /** Whose API it is, as the signature has it: `ssm`. */
  readonly service: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}
export interface Refusal {
  readonly status: number;
  readonly body: string;
  /** XML's, unless it is said. */
  readonly type?: string;
  readonly date?: string;
}
/** What happens to a call: a response and no action; no response and no action; its action, whose response is lost. */
export type Fate = Refusal | 'hang' | 'lose' | 'do and hang' | undefined;

/** A proxy in front of an AWS API that records the calls and may treat them otherwise. `ca` is the PEM that the API's certificate is from. */
export async function startProxy(target: string, ca?: string) {
  const calls: Call[] = [];
  let fateOf: (call: Call) => Fate = () => undefined;
  const { url: endpoint, stop } = await serve(async (incoming, outgoing) => {
    const body = await bytesOf(incoming);
    const call = callOf(incoming.method ?? '', incoming.url ?? '', body.toString(), incoming.headers);
    calls.push(call);
    const fate = fateOf(call);
    if (fate === 'hang') return;
    if (typeof fate === 'object') {
      const { status, type = 'text/xml', date } = fate;
      return void outgoing.writeHead(status, { 'content-type': type, ...(date && { date }) }).end(fate.body);
    }
    const { method, headers } = incoming;
    const ask = ca === undefined ? request : requestTls;
    const options = { method, headers, ca, agent: false };
    const forward = ask(new URL(incoming.url ?? '', target), options, (response) => {
      if (fate === 'do and hang') return void response.resume();
      if (fate === 'lose') return void incoming.socket.destroy();
      outgoing.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    forward.end(body);
  });
  return {
    endpoint,
    /** The calls since the last `meet`, and their names. */
    calls: (): readonly Call[] => [...calls],
    names: () => calls.map(({ name }) => name),
    /** Forgets the calls and says what each of the next ones meets; undefined lets it through. */
    meet(next: typeof fateOf = () => undefined) {
      calls.length = 0;
      fateOf = next;
    },
    stop,
  };
}

function callOf(method: string, url: string, body: string, headers: IncomingHttpHeaders): Call {
  const { pathname, searchParams } = new URL(url, 'http://aws');
  searchParams.delete('x-id');
  const flags = [...searchParams].flatMap(([name, value]) => (value === '' ? name : []));
  const [, target] = String(headers['x-amz-target'] ?? '').split('.');
  const name = new URLSearchParams(body).get('Action') ?? target ?? [method, ...flags].join(' ');
  // Signature Version 4: Credential=KEY/DATE/REGION/SERVICE/aws4_request
  const [, service = ''] = /Credential=[^,]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  return { name, service, path: pathname, query: Object.fromEntries(searchParams), body, headers };
}

/** EC2's and Auto Scaling's way of saying no. */
export const refusal = (status: number, code: string): Refusal => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors></Response>`,
});
