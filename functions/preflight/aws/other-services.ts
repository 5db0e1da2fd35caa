import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetKeyPolicyCommand, KMSClient, paginateListGrants } from '@aws-sdk/client-kms';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { allowing } from '../../aws/call-with-retry.ts';
import { onEveryPage } from '../../aws/every-page.ts';
import type { Account } from '../ports.ts';
import type { Ask } from './ask.ts';

type Others = Pick<Account, 'quota' | 'hasRole' | 'keyGrantees' | 'keyPolicy' | 'parameter'>;

/** What other services than EC2 know. */
export function otherServices(ask: Ask): Others {
  return {
    quota: (code) =>
      ask('servicequotas:GetServiceQuota', async (abortSignal) => {
        const command = new GetServiceQuotaCommand({ ServiceCode: 'ec2', QuotaCode: code });
        const { Quota } = await new ServiceQuotasClient().send(command, { abortSignal });
        if (Quota?.Value === undefined) throw Object.assign(new Error(), { name: 'NoValue' });
        return Quota.Value;
      }),
    async hasRole(name) {
      const response = ask('iam:GetRole', (abortSignal) =>
        new IAMClient().send(new GetRoleCommand({ RoleName: name }), { abortSignal }),
      );
      return (await response.catch(allowing('NoSuchEntityException'))) !== undefined;
    },
    keyGrantees: (keyArn) =>
      ask('kms:ListGrants', async (abortSignal) => {
        const pages = paginateListGrants({ client: new KMSClient() }, { KeyId: keyArn }, { abortSignal });
        const grants = await onEveryPage(pages, ({ Grants }) => Grants);
        return grants.flatMap(({ GranteePrincipal }) => GranteePrincipal ?? []);
      }),
    keyPolicy: (keyArn) =>
      ask('kms:GetKeyPolicy', async (abortSignal) => {
        const command = new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' });
        return (await new KMSClient().send(command, { abortSignal })).Policy ?? '';
      }),
    async parameter(name) {
      const response = ask('ssm:GetParameter', (abortSignal) =>
        new SSMClient().send(new GetParameterCommand({ Name: name }), { abortSignal }),
      );
      const found = (await response.catch(allowing('ParameterNotFound')))?.Parameter;
      return found && { text: found.Value ?? '', type: found.DataType ?? '' };
    },
  };
}
