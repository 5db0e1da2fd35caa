import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../lib/certificates.ts';
import { ANSWERS, instanceType, parameterStore, type Reply } from './aws-answers.ts';

const reply = (value: unknown, status = 200): Reply => ({
  ...{ status, type: 'application/json' },
  body: JSON.stringify(value),
});

/** A stand-in over TLS for what the functions ask beside GitLab and CloudFormation: AWS's APIs, and GitHub for a peer. */
export async function startServices(certificate: Certificate) {
  const parameters = parameterStore();
  const server = createServer(certificate, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, type, body } = answer(request, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `localhost:${(server.address() as AddressInfo).port}`;

  function answer({ url = '', headers }: IncomingMessage, body: string): Reply {
    const [service = '', action = ''] = String(headers['x-amz-target'] ?? '').split('.');
    if (service === 'AmazonSSM') return parameters.answer(action, JSON.parse(body));
    // What the peer's function looks for in its secret: where GitHub is, and a personal access token.
    if (service === 'secretsmanager')
      return reply({
        SecretString: JSON.stringify({ domain: host, appId: '', personalAuthToken: 'ghp_0123456789' }),
      });
    if (url.includes('/functions/')) return reply(dataOf(body));
    if (url.endsWith('/registration-token'))
      return reply({ token: 'AABF3JGZDX3P5PMEXLND6TS6FCWO6', expires_at: '2030-01-01T00:00:00Z' }, 201);
    if (url.startsWith('/api/v4/')) return reply({ message: '401 Unauthorized' }, 401);
    const query = new URLSearchParams(body);
    const name = action || (query.get('Action') ?? '');
    if (name === 'DescribeInstanceTypes') return instanceType(query.get('InstanceType.1') ?? '');
    return ANSWERS[name] ?? reply({ __type: 'UnknownOperationException', message: `${name} ${url}` }, 400);
  }

  return {
    endpoint: `https://${host}`,
    parameters,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a user's own function behind CDK's provider framework returns: the text that the event asks for. */
function dataOf(body: string) {
  const { ResourceProperties } = JSON.parse(body);
  return { PhysicalResourceId: 'resource', Data: { Text: ResourceProperties.Text ?? '' } };
}

export type Services = Awaited<ReturnType<typeof startServices>>;
