import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { accountOf, answeringAws } from './aws.ts';

// No emulator answers these calls, and none refuses anybody: the answers are in AWS's own form.
const fixed =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const json = (status: number, body: unknown) =>
  fixed(status, JSON.stringify(body), { 'content-type': 'application/x-amz-json-1.1' });
const xml = (status: number, body: string) => fixed(status, body, { 'content-type': 'text/xml' });
const refusal = (code: string) =>
  xml(403, `<Response><Errors><Error><Code>${code}</Code><Message>No.</Message></Error></Errors></Response>`);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('an account that says more than the emulators', () => {
  it('tells a quota', async () => {
    using _ = await answeringAws(json(200, { Quota: { QuotaCode: 'L-1216C47A', Value: 5 } }));
    expect(await accountOf().quota('L-1216C47A')).toBe(5);
  });

  it.each([
    ['alias/aws/ebs', undefined],
    ['arn:aws:kms:eu-central-1:1:alias/aws/ebs', undefined],
    ['arn:aws:kms:eu-central-1:1:key/2', 'arn:aws:kms:eu-central-1:1:key/2'],
  ])('tells of the volume key %s the customer’s %s', async (id, wanted) => {
    const body = `<GetEbsDefaultKmsKeyIdResponse><kmsKeyId>${id}</kmsKeyId></GetEbsDefaultKmsKeyIdResponse>`;
    using _ = await answeringAws(xml(200, body));
    expect(await accountOf().volumeKey()).toBe(wanted);
  });

  it('tells where a bucket is, even when it sends elsewhere or refuses', async () => {
    for (const status of [301, 400, 403]) {
      using _ = await answeringAws(fixed(status, '', { 'x-amz-bucket-region': 'eu-west-1' }));
      expect(await accountOf().bucket('far')).toEqual({ region: 'eu-west-1', isHere: false });
    }
  });

  it('takes a route that goes nowhere, or only to S3, for none', async () => {
    const route = (inside: string) => `<item>${inside}</item>`;
    const routes = [
      '<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId><state>blackhole</state>',
      '<destinationPrefixListId>pl-1</destinationPrefixListId><gatewayId>vpce-1</gatewayId><state>active</state>',
      '<destinationCidrBlock>10.0.0.0/8</destinationCidrBlock><transitGatewayId>tgw-1</transitGatewayId>',
    ];
    const table = (set: string) =>
      `<DescribeRouteTablesResponse><routeTableSet><item><routeSet>${set}</routeSet></item></routeTableSet></DescribeRouteTablesResponse>`;
    const own =
      '<destinationPrefixListId>pl-2</destinationPrefixListId><transitGatewayId>tgw-1</transitGatewayId>';
    const everything = '<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-1</gatewayId>';
    for (const [set, wayOut] of [
      [routes, undefined],
      [[...routes, own], 'tgw-1'],
      [[own, everything], 'igw-1'],
    ] as const) {
      using _ = await answeringAws(xml(200, table(set.map(route).join(''))));
      expect(await accountOf().routeTables('vpc-1')).toEqual([{ isMain: false, subnetIds: [], wayOut }]);
    }
  });
});

describe('an account that refuses', () => {
  it('is waited for as that of a new role, where an answer is needed', async () => {
    using _ = await answeringAws(refusal('UnauthorizedOperation'));
    await expect(accountOf(AbortSignal.timeout(400)).defaultVpc()).rejects.toMatchObject({
      action: 'ec2:DescribeVpcs',
      kind: 'denied',
      isRequired: true,
    });
  });

  it('is waited for no longer than the needed calls take, where it can be done without', async () => {
    let asked = 0;
    const describeVpcs = xml(200, '<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>');
    using _ = await answeringAws((request, response) => {
      if (request.method === 'HEAD') return response.writeHead(403).end();
      const target = request.headers['x-amz-target'];
      if (target === undefined) return describeVpcs(request, response);
      asked += 1;
      return json(400, { __type: 'AccessDeniedException' })(request, response);
    });
    const account = accountOf();
    const optional = Promise.allSettled([
      account.quota('L-1'),
      account.parameter('/ca'),
      account.bucket('b'),
    ]);
    expect(await account.defaultVpc()).toBeUndefined();
    const denied = { reason: { kind: 'denied', isRequired: false } };
    expect(await optional).toMatchObject([denied, denied, denied]);
    expect(asked).toBe(4);
  });

  it('is one that cannot be reached, too', async () => {
    (await answeringAws(fixed(500, '')))[Symbol.dispose]();
    await expect(accountOf().defaultVpc()).rejects.toMatchObject({
      kind: 'unanswered',
      code: 'ECONNREFUSED',
    });
  });
});
