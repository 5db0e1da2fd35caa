import {
  type _InstanceType,
  DescribeImagesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  type EC2Client,
  GetEbsDefaultKmsKeyIdCommand,
} from '@aws-sdk/client-ec2';
import { allowing } from '../../aws/call-with-retry.ts';
import type { Account } from '../ports.ts';
import type { Ask } from './ask.ts';

type Types = Pick<Account, 'image' | 'instanceType' | 'offerings' | 'volumeKey'>;

/** What instances the region has, where, and how it encrypts their volumes. */
export function ec2Types(ec2: EC2Client, ask: Ask): Types {
  return {
    // One type a call, as a call with an unknown type among others returns nothing about the others.
    async instanceType(name) {
      const command = new DescribeInstanceTypesCommand({ InstanceTypes: [name as _InstanceType] });
      const response = await ask('ec2:DescribeInstanceTypes', (abortSignal) =>
        ec2.send(command, { abortSignal }),
      ).catch(allowing('InvalidInstanceType'));
      const found = response?.InstanceTypes?.[0];
      return (
        found && {
          name,
          architectures: found.ProcessorInfo?.SupportedArchitectures ?? [],
          vCpus: found.VCpuInfo?.DefaultVCpus ?? 0,
        }
      );
    },
    async image(id) {
      const command = new DescribeImagesCommand({
        Filters: [{ Name: 'image-id', Values: [id] }],
        // What another account has deprecated can still be started.
        IncludeDeprecated: true,
      });
      const { Images } = await ask('ec2:DescribeImages', (abortSignal) => ec2.send(command, { abortSignal }));
      const [found] = Images ?? [];
      if (!found) return undefined;
      const { Architecture = '', RootDeviceName = '', BlockDeviceMappings = [] } = found;
      const root = BlockDeviceMappings.find(({ DeviceName }) => DeviceName === RootDeviceName);
      return { architecture: Architecture, rootDevice: RootDeviceName, gib: root?.Ebs?.VolumeSize ?? 0 };
    },
    async offerings(types, zones) {
      const command = new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [
          { Name: 'instance-type', Values: [...types] },
          { Name: 'location', Values: [...zones] },
        ],
      });
      const { InstanceTypeOfferings } = await ask('ec2:DescribeInstanceTypeOfferings', (abortSignal) =>
        ec2.send(command, { abortSignal }),
      );
      return (InstanceTypeOfferings ?? []).map(({ InstanceType = '', Location = '' }) => ({
        type: InstanceType,
        zone: Location,
      }));
    },
    async volumeKey() {
      const { KmsKeyId } = await ask('ec2:GetEbsDefaultKmsKeyId', (abortSignal) =>
        ec2.send(new GetEbsDefaultKmsKeyIdCommand({}), { abortSignal }),
      );
      return KmsKeyId?.endsWith('alias/aws/ebs') ? undefined : KmsKeyId;
    },
  };
}
