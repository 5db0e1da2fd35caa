import { describe, expect, it } from 'vitest';
import { consoleLink } from '../../scripts/launch/link.ts';
import { PARTITIONS } from '../../scripts/launch/regions.ts';
import { inPython } from './in-python.ts';

const launch = {
  region: 'eu-central-1',
  stackName: 'ci',
  templateUrl: 'https://templates.s3.eu-west-1.amazonaws.com/v1/gitlab-runner.yaml',
  parameters: {},
};

describe('the link to the console', () => {
  it('opens the page that creates a stack, with the template and the name', () => {
    expect(consoleLink(launch)).toBe(
      'https://eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1#/stacks/create/review?templateURL=https%3A%2F%2Ftemplates.s3.eu-west-1.amazonaws.com%2Fv1%2Fgitlab-runner.yaml&stackName=ci',
    );
  });

  it.each([
    ['docker+machine', 'docker%2Bmachine'],
    ['aws,docker', 'aws%2Cdocker'],
    ['* 8-17 * * mon-fri; * 9 * * sat', '*%208-17%20*%20*%20mon-fri%3B%20*%209%20*%20*%20sat'],
    ['a&b=c#d', 'a%26b%3Dc%23d'],
    ['[docker]\nshm_size = 1', '%5Bdocker%5D%0Ashm_size%20%3D%201'],
  ])('says %j so that it arrives as it was', (value, encoded) => {
    const link = consoleLink({ ...launch, parameters: { One: value } });
    expect(link).toMatch(/&stackName=ci&param_One=[^&#]*$/);
    expect(link.split('param_One=')[1]).toBe(encoded);
    expect(new URLSearchParams(link.split('review?')[1]).get('param_One')).toBe(value);
  });

  it.each([
    ['us-east-1', 'https://us-east-1.console.aws.amazon.com/'],
    ['cn-northwest-1', 'https://cn-northwest-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])("goes to the console of the region's partition: %s", (region, console) => {
    expect(consoleLink({ ...launch, region })).toContain(`${console}cloudformation/home?region=${region}#`);
  });

  it('is refused for a region whose console nobody knows', () => {
    expect(() => consoleLink({ ...launch, region: 'us-east-9' })).toThrow('the region us-east-9');
  });
});

describe('the regions', () => {
  it("are CloudFormation's own, as botocore lists them, and by AWS's names", () => {
    expect(Object.assign({}, ...PARTITIONS.map(({ regions }) => regions))).toEqual(
      inPython('regions.py', null),
    );
  });
});
