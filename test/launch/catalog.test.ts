import { describe, expect, it } from 'vitest';
import { priceTable } from '../../scripts/launch/catalog.ts';

const HEAD =
  'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone,Arch';
const table = (...rows: readonly string[]) =>
  priceTable([HEAD, ...rows, ''].join('\n'), 'a catalogue', '2026-11-24').families;

describe('the price table made of the catalogue', () => {
  it("has a family's price for a large, and the median of its zones' spot prices", () => {
    expect(
      table(
        'm7i.large,,,2.0,8.0,,0.1008,0.044300,us-east-1,use1-az1,x86_64',
        'm7i.xlarge,,,4.0,16.0,,0.2016,0.081600,us-east-1,use1-az2,x86_64',
        'm7i.xlarge,,,4.0,16.0,,0.2016,0.089000,us-east-1,use1-az4,x86_64',
        't4g.nano,,,2.0,0.5,,0.0048,0.001500,eu-central-1,euc1-az1,arm64',
      ),
    ).toEqual({
      m7i: { architecture: 'x86_64', large: { 'us-east-1': [0.1008, 0.0443] } },
      t4g: { architecture: 'arm64', large: { 'eu-central-1': [0.0768, 0.024] } },
    });
  });

  it('leaves out what it has no use for, and a spot price that is not there', () => {
    expect(
      table(
        'a1.large,,,2.0,4.0,,0.0642,0.064200,ap-northeast-1,apne1-az2,arm64',
        'm7i.metal-24xl,,,96.0,384.0,,6.6528,6.513300,ap-east-1,ape1-az1,x86_64',
        'm7i.large,,,2.0,8.0,,,,ap-east-1,ape1-az1,x86_64',
        'c7g.large,,,2.0,4.0,,0.0725,,us-east-1,use1-az1,arm64',
        "trn1.2xlarge,Trainium,1.0,8.0,32.0,\"{'Gpus': [{'Count': 1, 'Name': 1}]}\",1.34375,0.2198,us-east-1,use1-az5,x86_64",
      ),
    ).toEqual({ c7g: { architecture: 'arm64', large: { 'us-east-1': [0.0725] } } });
  });

  it('is not made where a size does not cost what its name says', () => {
    expect(() =>
      table(
        'm7i.large,,,2.0,8.0,,0.1008,,us-east-1,use1-az1,x86_64',
        'm7i.2xlarge,,,8.0,32.0,,0.5032,,us-east-1,use1-az1,x86_64',
        'm7i.xlarge,,,4.0,16.0,,0.2016,,us-east-1,use1-az1,x86_64',
      ),
    ).toThrow('m7i.2xlarge in us-east-1 does not cost what its size says.');
  });
});
