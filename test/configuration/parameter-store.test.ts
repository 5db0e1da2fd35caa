import { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it } from 'vitest';
import { parameterStore } from '../../functions/configuration/parameter-store.ts';
import { bodyOf, type Running, serve } from '../../scripts/lib/serve.ts';

const TAGS = [{ Key: 'CostCenter', Value: '1234' }];
const servers: Running[] = [];
let asked: unknown[];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

/** A store whose SSM answers with the statuses and error names in turn, and then with version 7. */
async function storeAnswering(...refusals: string[]) {
  asked = [];
  const server = await serve(async (request, response) => {
    asked.push(JSON.parse(await bodyOf(request)));
    const refusal = refusals.shift();
    response.writeHead(refusal ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(refusal ? { __type: refusal, message: 'No.' } : { Version: 7 }));
  });
  servers.push(server);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return parameterStore(new SSMClient({ endpoint: server.url, region: 'eu-central-1', credentials }));
}

describe('a Parameter Store that refuses', () => {
  it('is asked again when throttled, and while a new role has no permission yet', async () => {
    const store = await storeAnswering('ThrottlingException', 'AccessDeniedException');
    expect(await store.put('/a', 'text', [], AbortSignal.timeout(10_000))).toBe('7');
  }, 10_000);

  it('makes a sentence with the action that is not allowed, when the time is over', async () => {
    const store = await storeAnswering('AccessDeniedException');
    await expect(store.put('/a', 'text', [], AbortSignal.timeout(400))).rejects.toThrow(
      "ssm:PutParameter failed with AccessDeniedException: allow it in the function's role",
    );
  });

  it('has one that is there given the tags after the write, with which SSM takes none', async () => {
    const store = await storeAnswering('ParameterAlreadyExists');
    expect(await store.put('/a', 'text', TAGS, AbortSignal.timeout(10_000))).toBe('7');
    expect(asked).toMatchObject([
      { Name: '/a', Overwrite: false, Tags: TAGS },
      { Name: '/a', Overwrite: true },
      { ResourceType: 'Parameter', ResourceId: '/a', Tags: TAGS },
    ]);
    expect(asked[1]).not.toHaveProperty('Tags');
  });

  it('makes a sentence of a refused removal, at once', async () => {
    const store = await storeAnswering('AccessDeniedException');
    await expect(store.remove('/a', AbortSignal.timeout(10_000))).rejects.toThrow(
      'ssm:DeleteParameter on /a',
    );
  });
});
