import { allowing } from '../../aws/ask.ts';
import { onEveryPage } from '../../aws/every-page.ts';
import type { Account } from '../ports.ts';
import type { Ask } from './ask.ts';

type Others = Pick<Account, 'quota' | 'hasRole' | 'keyGrantees' | 'keyPolicy' | 'parameter'>;

/** What other services than EC2 know. Each client is loaded by its check, since every cold start would pay for it. */
export function otherServices(ask: Ask): Others {
  return {
    quota: (code) =>
      ask('servicequotas:GetServiceQuota', async (abortSignal) => {
        const { GetServiceQuotaCommand, ServiceQuotasClient } = await import(
          '@aws-sdk/client-service-quotas'
        );
        const command = new GetServiceQuotaCommand({ ServiceCode: 'ec2', QuotaCode: code });
        const { Quota } = await new ServiceQuotasClient().send(command, { abortSignal });
        if (Quota?.Value === undefined) throw Object.assign(new Error(), { name: 'NoValue' });
        return Quota.Value;
      }),
    async hasRole(name) {
      const answer = ask('iam:GetRole', async (abortSignal) => {
        const { GetRoleCommand, IAMClient } = await import('@aws-sdk/client-iam');
        return new IAMClient().send(new GetRoleCommand({ RoleName: name }), { abortSignal });
      });
      return (await answer.catch(allowing('NoSuchEntityException'))) !== undefined;
    },
    keyGrantees: (keyArn) =>
      ask('kms:ListGrants', async (abortSignal) => {
        const { KMSClient, paginateListGrants } = await import('@aws-sdk/client-kms');
        const pages = paginateListGrants({ client: new KMSClient() }, { KeyId: keyArn }, { abortSignal });
        const grants = await onEveryPage(pages, ({ Grants }) => Grants);
        return grants.flatMap(({ GranteePrincipal }) => GranteePrincipal ?? []);
      }),
    keyPolicy: (keyArn) =>
      ask('kms:GetKeyPolicy', async (abortSignal) => {
        const { GetKeyPolicyCommand, KMSClient } = await import('@aws-sdk/client-kms');
        const command = new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' });
        return (await new KMSClient().send(command, { abortSignal })).Policy ?? '';
      }),
    async parameter(name) {
      const answer = ask('ssm:GetParameter', async (abortSignal) => {
        const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
        return new SSMClient().send(new GetParameterCommand({ Name: name }), { abortSignal });
      });
      return (await answer.catch(allowing('ParameterNotFound')))?.Parameter?.Value;
    },
  };
}
