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
    const half =
      '<destinationCidrBlock>0.0.0.0/1</destinationCidrBlock><networkInterfaceId>eni-1</networkInterfaceId>';
    const within = '<destinationCidrBlock>100.64.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId>';
    for (const [set, internetRoute, leadsElsewhere] of [
      [routes, undefined, false],
      [[...routes, within], undefined, false],
      [[...routes, half], undefined, true],
      [[...routes, own], 'tgw-1', false],
      [[own, everything], 'igw-1', true],
    ] as const) {
      using _ = await answeringAws(xml(200, table(set.map(route).join(''))));
      expect(await accountOf().routeTables('vpc-1')).toEqual([
        { isMain: false, subnetIds: [], internetRoute, leadsElsewhere },
      ]);
    }
  });
});

describe('an account that does not answer', () => {
  const describedVpcs = xml(200, '<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>');

  it('is asked again when it refuses, as one that does not know a new role yet', async () => {
    using _ = await answeringAws(refusal('UnauthorizedOperation'));
    const signal = AbortSignal.timeout(400);
    await expect(accountOf(45_000, signal).defaultVpc()).rejects.toMatchObject({
      action: 'ec2:DescribeVpcs',
      code: 'UnauthorizedOperation',
    });
  });

  it('is asked again when it is busy for longer than the SDK waits', async () => {
    let asked = 0;
    using _ = await answeringAws((request, response) =>
      (asked++ < 3 ? refusal('RequestLimitExceeded') : describedVpcs)(request, response),
    );
    expect(await accountOf(10_000).defaultVpc()).toBeUndefined();
    expect(asked).toBe(4);
  }, 20_000);

  it('says which action of which service it refuses', async () => {
    using _ = await answeringAws((request, response) =>
      request.method === 'HEAD'
        ? response.writeHead(403).end()
        : json(400, { __type: 'AccessDeniedException' })(request, response),
    );
    const account = accountOf(0);
    const calls = [account.quota('L-1'), account.parameter('/ca'), account.bucket('b')];
    expect(await Promise.allSettled(calls)).toMatchObject([
      { reason: { action: 'servicequotas:GetServiceQuota', code: 'AccessDeniedException' } },
      { reason: { action: 'ssm:GetParameter', code: 'AccessDeniedException' } },
      { reason: { action: 's3:ListBucket', code: 'AccessDenied' } },
    ]);
  });

  it('is one that cannot be reached, too', async () => {
    (await answeringAws(fixed(500, '')))[Symbol.dispose]();
    await expect(accountOf(0).defaultVpc()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
