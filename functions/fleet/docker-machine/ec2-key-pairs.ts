import { DeleteKeyPairCommand, DescribeKeyPairsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { batches } from '../../aws/batches.ts';
import { ask } from '../../aws/call-with-retry.ts';
import type { KeyPairs } from '../ports.ts';

/** EC2 has no call that deletes several; more at once are throttled. */
const DELETED_AT_ONCE = 5;

/** KeyPairs in EC2. */
export function ec2KeyPairs(ec2: EC2Client): KeyPairs {
  return {
    async named(part, abortSignal) {
      // It has no pages.
      const command = new DescribeKeyPairsCommand({ Filters: [{ Name: 'key-name', Values: [`*${part}*`] }] });
      const describe = () => ec2.send(command, { abortSignal });
      const { KeyPairs } = await ask('ec2:DescribeKeyPairs', abortSignal, describe);
      return (KeyPairs ?? []).flatMap(({ KeyName }) => KeyName ?? []);
    },
    async remove(names, abortSignal) {
      const remove = (KeyName: string) =>
        ask('ec2:DeleteKeyPair', abortSignal, () =>
          ec2.send(new DeleteKeyPairCommand({ KeyName }), { abortSignal }),
        );
      for (const batch of batches(names, DELETED_AT_ONCE)) await Promise.all(batch.map(remove));
    },
  };
}
