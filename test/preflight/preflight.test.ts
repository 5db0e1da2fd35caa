import { describe, expect, it } from 'vitest';
import { OperatorError } from '../../functions/custom-resource/errors.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { requestFor, STACK } from '../support/request.ts';
import { ACCOUNT, SAMPLE } from './account.ts';

async function looked(changes: Record<string, unknown> = {}, account = ACCOUNT) {
  const resource = preflight(account);
  return resource.ensure(requestFor(resource.parse({ ...SAMPLE, ...changes })));
}

describe('Custom::Preflight', () => {
  it('finds the default network and the newest images of each architecture', async () => {
    expect(await looked()).toEqual({
      VpcId: 'vpc-0d',
      SubnetIds: 'subnet-0a,subnet-0b',
      Zones: 'eu-central-1a,eu-central-1b',
      ManagerArchitecture: 'arm64',
      WorkerArchitecture: 'x86_64',
      ManagerImage: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
      WorkerImage: 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    });
  });

  it('takes the subnets that are named', async () => {
    expect(await looked({ VpcId: 'vpc-0c', SubnetIds: ['subnet-0c'] })).toMatchObject({
      VpcId: 'vpc-0c',
      SubnetIds: 'subnet-0c',
      Zones: 'eu-central-1a',
    });
  });

  it.each([
    [
      '',
      'm7g.large',
      'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id',
    ],
    ['ami-0123456789abcdef0', 'm7i.large', 'ami-0123456789abcdef0'],
    ['/images/workers', 'm7i.large', 'resolve:ssm:/images/workers'],
  ])('makes of the image %j for %s the launch template’s %s', async (image, types, wanted) => {
    const answer = await looked({ WorkerImageId: image, WorkerInstanceTypes: types });
    expect(answer.WorkerImage).toBe(wanted);
  });

  it('counts a type that also runs 32 bits as x86_64', async () => {
    expect(await looked({ WorkerInstanceTypes: 't2.micro, m7i.large' })).toMatchObject({
      WorkerArchitecture: 'x86_64',
    });
  });

  it('tells every problem at once', async () => {
    const wrong = {
      SubnetIds: ['subnet-0a', 'subnet-0c', 'subnet-0f'],
      ManagerInstanceType: 't9.nano',
      WorkerInstanceTypes: 'm7i.large,m7g.large',
    };
    await expect(looked(wrong)).rejects.toThrow(
      new OperatorError(
        'The stack cannot be built here: there is no subnet subnet-0f in this region; ' +
          'subnet-0c is in vpc-0c, not in vpc-0d; ' +
          'ManagerInstanceType: t9.nano is not offered in this region or runs no Linux of ours; ' +
          'WorkerInstanceTypes must be of one architecture, but m7g.large is arm64, m7i.large is x86_64.',
      ),
    );
  });

  it.each([
    [{ VpcId: 'vpc-0e' }, 'there is no VPC vpc-0e'],
    [{ VpcId: 'vpc-0c' }, 'vpc-0c has no default subnets: set SubnetIds'],
    [{ WorkerInstanceTypes: 'mac2.metal' }, 'mac2.metal is not offered'],
  ])('refuses %j', async (changes, sentence) => {
    await expect(looked(changes)).rejects.toThrow(sentence);
  });

  it('says what to do in an account without a default VPC', async () => {
    const account = { ...ACCOUNT, defaultVpc: async () => undefined };
    await expect(looked({}, account)).rejects.toThrow('no default VPC: set VpcId and SubnetIds');
  });

  it('names every malformed property at once', () => {
    const malformed = { VpcId: 'x', SubnetIds: 'y', WorkerInstanceTypes: '', WorkerImageId: 'latest' };
    expect(() => preflight(ACCOUNT).parse(malformed)).toThrow(
      /VpcId .*SubnetIds .*ManagerInstanceType .*WorkerInstanceTypes .*WorkerImageId /,
    );
  });

  it('has one physical id for a stack’s resource and removes nothing', async () => {
    const resource = preflight(ACCOUNT);
    const id = `preflight-${STACK.guid}-Thing`;
    expect(resource.identify(resource.parse(SAMPLE), STACK)).toBe(id);
    expect(resource.identifyInvalid(STACK)).toBe(id);
    await expect(resource.remove(requestFor(undefined))).resolves.toBeUndefined();
  });
});
