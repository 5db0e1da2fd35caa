import {
  type _InstanceType,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  type EC2Client,
  GetEbsDefaultKmsKeyIdCommand,
} from '@aws-sdk/client-ec2';
import type { Account, InstanceType } from '../ports.ts';
import { type Ask, codeOf } from './ask.ts';

type Types = Pick<Account, 'instanceType' | 'offerings' | 'volumeKey'>;

/** What instances the region has, where, and how it encrypts their volumes. */
export function ec2Types(ec2: EC2Client, required: Ask, optional: Ask): Types {
  return {
    instanceType: (name) =>
      required('ec2:DescribeInstanceTypes', (abortSignal) => describe(ec2, name, abortSignal)),
    offerings: (types, zones) =>
      optional('ec2:DescribeInstanceTypeOfferings', async (abortSignal) => {
        const command = new DescribeInstanceTypeOfferingsCommand({
          LocationType: 'availability-zone',
          Filters: [
            { Name: 'instance-type', Values: [...types] },
            { Name: 'location', Values: [...zones] },
          ],
        });
        const { InstanceTypeOfferings } = await ec2.send(command, { abortSignal });
        return (InstanceTypeOfferings ?? []).map(({ InstanceType = '', Location = '' }) => ({
          type: InstanceType,
          zone: Location,
        }));
      }),
    volumeKey: () =>
      optional('ec2:GetEbsDefaultKmsKeyId', async (abortSignal) => {
        const { KmsKeyId } = await ec2.send(new GetEbsDefaultKmsKeyIdCommand({}), { abortSignal });
        return KmsKeyId?.endsWith('alias/aws/ebs') ? undefined : KmsKeyId;
      }),
  };
}

// One type a call, as a call with an unknown type among others answers nothing about the others.
async function describe(
  ec2: EC2Client,
  name: string,
  abortSignal: AbortSignal,
): Promise<InstanceType | undefined> {
  const command = new DescribeInstanceTypesCommand({ InstanceTypes: [name as _InstanceType] });
  try {
    const { InstanceTypes } = await ec2.send(command, { abortSignal });
    const found = InstanceTypes?.[0];
    return (
      found && {
        name,
        architectures: found.ProcessorInfo?.SupportedArchitectures ?? [],
        vCpus: found.VCpuInfo?.DefaultVCpus ?? 0,
      }
    );
  } catch (error) {
    if (codeOf(error) === 'InvalidInstanceType') return undefined;
    throw error;
  }
}
