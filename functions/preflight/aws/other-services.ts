import type { Account } from '../ports.ts';
import { type Ask, codeOf } from './ask.ts';

type Others = Pick<Account, 'quota' | 'hasRole' | 'keyGrantees' | 'keyPolicy' | 'parameter'>;

/** What other services than EC2 know. Each client is loaded by its check, since every cold start would pay for it. */
export function otherServices(optional: Ask): Others {
  return {
    quota: (code) =>
      optional('servicequotas:GetServiceQuota', async (abortSignal) => {
        const { GetServiceQuotaCommand, ServiceQuotasClient } = await import(
          '@aws-sdk/client-service-quotas'
        );
        const command = new GetServiceQuotaCommand({ ServiceCode: 'ec2', QuotaCode: code });
        const { Quota } = await new ServiceQuotasClient().send(command, { abortSignal });
        if (Quota?.Value === undefined) throw Object.assign(new Error(), { code: 'NoValue' });
        return Quota.Value;
      }),
    hasRole: (name) =>
      optional('iam:GetRole', async (abortSignal) => {
        const { GetRoleCommand, IAMClient } = await import('@aws-sdk/client-iam');
        const answer = new IAMClient().send(new GetRoleCommand({ RoleName: name }), { abortSignal });
        return (await unless('NoSuchEntityException', answer)) !== undefined;
      }),
    keyGrantees: (keyArn) =>
      optional('kms:ListGrants', async (abortSignal) => {
        const { KMSClient, paginateListGrants } = await import('@aws-sdk/client-kms');
        const pages = paginateListGrants({ client: new KMSClient() }, { KeyId: keyArn }, { abortSignal });
        const grantees: string[] = [];
        for await (const { Grants } of pages)
          grantees.push(...(Grants ?? []).flatMap(({ GranteePrincipal }) => GranteePrincipal ?? []));
        return grantees;
      }),
    keyPolicy: (keyArn) =>
      optional('kms:GetKeyPolicy', async (abortSignal) => {
        const { GetKeyPolicyCommand, KMSClient } = await import('@aws-sdk/client-kms');
        const command = new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' });
        return (await new KMSClient().send(command, { abortSignal })).Policy ?? '';
      }),
    parameter: (name) =>
      optional('ssm:GetParameter', async (abortSignal) => {
        const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
        const command = new GetParameterCommand({ Name: name, WithDecryption: true });
        const answer = new SSMClient().send(command, { abortSignal });
        return (await unless('ParameterNotFound', answer))?.Parameter?.Value;
      }),
  };
}

/** The answer, or undefined for the one error that says that there is nothing. */
function unless<T>(code: string, answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (codeOf(error) === code) return undefined;
    throw error;
  });
}
