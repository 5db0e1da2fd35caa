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
}
export interface Refusal {
  readonly status: number;
  readonly body: string;
}
/** What happens to a call instead of AWS's own answer; undefined lets it through, null never answers. */
export type Fate = (call: Call) => Refusal | null | undefined;

/** A proxy in front of an AWS API that counts the calls and may answer them itself. `ca` is the PEM that the API's certificate is from. */
export async function startProxy(target: string, ca?: string) {
  const calls: Call[] = [];
  let fate: Fate = () => undefined;
  const { url: endpoint, stop } = await serve(async (incoming, outgoing) => {
    const body = await bytesOf(incoming);
    const call = callOf(incoming.method ?? '', incoming.url ?? '', body.toString(), incoming.headers);
    calls.push(call);
    const met = fate(call);
    if (met === null) return;
    if (met) {
      outgoing.writeHead(met.status, { 'content-type': 'text/xml' }).end(met.body);
      return;
    }
    const { method, headers } = incoming;
    const ask = ca === undefined ? request : requestTls;
    const forward = ask(new URL(incoming.url ?? '', target), { method, headers, ca }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    forward.end(body);
  });
  return {
    endpoint,
    /** The calls since the last `meet`, and their names. */
    calls: (): readonly Call[] => [...calls],
    names: () => calls.map(({ name }) => name),
    /** Forgets the calls and sets what comes. */
    meet(next: Fate = () => undefined) {
      calls.length = 0;
      fate = next;
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
  return { name, service, path: pathname, query: Object.fromEntries(searchParams), body };
}

/** EC2's and Auto Scaling's way of saying no. */
export const refusal = (status: number, code: string): Refusal => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors></Response>`,
});
