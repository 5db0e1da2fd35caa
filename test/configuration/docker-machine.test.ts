import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { STACK } from '../support/request.ts';
import { SAMPLE } from '../support/samples/configuration.ts';
import { machineOf, machineRendered, optionsOf, runnerOf } from './sample.ts';

describe('config.toml of docker+machine', () => {
  it('counts IdleCount in workers and takes times in seconds', () => {
    expect(machineOf()).toMatchObject({
      IdleCount: 3,
      IdleTime: 600,
      MaxBuilds: 4,
      MachineDriver: 'amazonec2',
    });
    expect(machineOf()).not.toHaveProperty('autoscaling');
  });

  it('limits machines, each of which runs one job', () => {
    expect(parse(machineRendered())).toMatchObject({ concurrent: 10, runners: [{ limit: 10 }] });
  });

  it('takes periods of seven fields, the last that matches wins', () => {
    const peak = { PeakPeriods: '* 8-17 * * mon-fri; 0-29 18 * * 5', OffPeakIdleWorkers: '1' };
    expect(machineOf(peak)).toMatchObject({
      IdleCount: 1,
      autoscaling: [
        {
          Periods: ['* * 8-17 * * 1-5 *', '* 0-29 18 * * 5 *'],
          Timezone: 'Europe/Berlin',
          IdleCount: 3,
          IdleTime: 600,
        },
      ],
    });
  });

  it('with a factor IdleWorkers are the least and MaxWorkers the most, and where none are idle there is no factor', () => {
    const peak = { PeakPeriods: '* 8-17 * * mon-fri', OffPeakIdleWorkers: '0', IdleFactor: '1' };
    expect(machineRendered(peak)).toContain('IdleScaleFactor = 1.0\n');
    const { IdleCountMin, autoscaling } = machineOf(peak) as {
      IdleCountMin?: number;
      autoscaling: unknown[];
    };
    expect(IdleCountMin).toBeUndefined();
    expect(autoscaling).toMatchObject([{ IdleCount: 10, IdleCountMin: 3, IdleScaleFactor: 1 }]);
  });

  it('days of the month and of the week are two periods, since either is enough and no library may ask for both', () => {
    const both = { PeakPeriods: '* 8-17 1-7,15 * mon-wed; * 9 * * sat' };
    const [{ Periods }] = machineOf(both).autoscaling as [{ Periods: string[] }];
    const periods = ['* 8-17 1-7,15 * *', '* 8-17 * * 1-3', '* 9 * * 6'];
    expect(Periods).toEqual(periods.map((period) => `* ${period} *`));
    const policy = { policy: [{}, { periods }] };
    expect(runnerOf(both).autoscaler).toMatchObject(policy);
  });

  it('the 59th second: periods name all seconds, so that only the last one of their last minute is outside', () => {
    const [{ Periods }] = machineOf({ PeakPeriods: '* * * * mon;5 5 5 5 *' }).autoscaling as [
      { Periods: string[] },
    ];
    expect(Periods.map((period) => period.split(' '))).toEqual([
      ['*', '*', '*', '*', '*', '1', '*'],
      ['*', '5', '5', '5', '5', '*', '*'],
    ]);
  });

  it('makes names of machines under 64 characters, with this stack’s digits in them', () => {
    const { MachineName } = machineOf();
    expect(MachineName).toBe('gitlab-runner-0a1b2c3d-%s');
    const real = `runner-${'x'.repeat(9)}-${String(MachineName).replace('%s', '1795000000-0123abcd')}`;
    expect(real.length).toBeLessThan(64);
  });

  it('takes idle machines along when the manager stops, within at least 300 s', () => {
    expect(parse(machineRendered())).toMatchObject({
      shutdown_timeout: 3600,
      machine: { shutdown_drain: { enabled: true, concurrency: 3 } },
    });
    expect(parse(machineRendered({ DrainTimeout: '60' }))).toMatchObject({ shutdown_timeout: 300 });
  });

  it.each([
    ['16', 4],
    ['100', 20],
    ['1000', 20],
  ])('removes %s machines %i at a time: a minute for each, and no more than the manager has memory for', (workers, at) => {
    const text = machineRendered({ MaxWorkers: workers, DrainTimeout: '300' });
    expect(parse(text)).toMatchObject({ machine: { shutdown_drain: { concurrency: at } } });
  });

  it('starts no more than 20 machines at a time, for the manager’s memory', () => {
    expect(machineOf()).toMatchObject({ MaxGrowthRate: 20 });
  });
});

describe('docker-machine’s options', () => {
  it('are these', () => {
    expect(machineOf().MachineOptions).toEqual([
      'amazonec2-instance-type=m7i.large',
      'amazonec2-ami=resolve:ssm:/aws/service/worker/image_id',
      'amazonec2-ssh-user=ubuntu',
      'amazonec2-device-name=/dev/sda1',
      'amazonec2-root-size=40',
      'amazonec2-volume-type=gp3',
      'amazonec2-volume-encrypted=true',
      'amazonec2-metadata-token=required',
      'amazonec2-metadata-token-response-hop-limit=1',
      `amazonec2-tags=gitlab-runner-stack,${STACK.id}`,
      'amazonec2-region=eu-central-1',
      'amazonec2-zone=b',
      'amazonec2-vpc-id=vpc-0123456789abcdef0',
      'amazonec2-subnet-id=subnet-0123456789abcdef0',
      'amazonec2-security-group=gitlab-runner-workers-0a1b2c3d-0000-4000-8000-000000000001',
      'amazonec2-security-group-readonly=true',
      'amazonec2-use-private-address=true',
      'engine-install-url=https://releases.rancher.com/install-docker/28.5.1.sh',
    ]);
  });

  it('name the mirror of Docker Hub, when there is one', () => {
    const options = optionsOf({ RegistryMirror: 'https://mirror.example.com:5000' });
    expect(options['engine-registry-mirror']).toEqual(['https://mirror.example.com:5000']);
    expect(optionsOf()).not.toHaveProperty('engine-registry-mirror');
  });

  it('name the security group and keep it as it is: else it would be opened to the world', () => {
    const options = optionsOf();
    expect(options['amazonec2-security-group']).toEqual([SAMPLE.WorkerSecurityGroupName]);
    expect(options['amazonec2-security-group-readonly']).toEqual(['true']);
  });

  it('give a zone as its letter, of the first subnet', () => {
    const three = {
      SubnetIds: 'subnet-0a,subnet-0b,subnet-0c',
      Zones: 'eu-central-1c,eu-central-1a,eu-central-1a',
    };
    expect(optionsOf(three)).toMatchObject({ 'amazonec2-subnet-id': ['subnet-0a'], 'amazonec2-zone': ['c'] });
    expect(optionsOf({ Region: 'us-west-2', Zones: 'us-west-2-lax-1a' })['amazonec2-zone']).toEqual([
      '-lax-1a',
    ]);
  });

  it.each([
    ['il-central-1', 'https://ec2.il-central-1.amazonaws.com'],
    ['mx-central-1', 'https://ec2.mx-central-1.amazonaws.com'],
    ['eusc-de-east-1', 'https://ec2.eusc-de-east-1.amazonaws.eu'],
  ])('name the endpoint of %s, which docker-machine does not know, and then the whole zone', (Region, endpoint) => {
    expect(optionsOf({ Region, Zones: `${Region}a` })).toMatchObject({
      'amazonec2-region': [Region],
      'amazonec2-endpoint': [endpoint],
      'amazonec2-zone': [`${Region}a`],
    });
  });

  it('always name an image, since docker-machine’s own is of 2022', () => {
    expect(optionsOf({ WorkerImage: 'ami-0123456789abcdef0' })['amazonec2-ami']).toEqual([
      'ami-0123456789abcdef0',
    ]);
  });

  it('leave a spot price empty, which is the on-demand one; without it 0.50 dollars would be the cap', () => {
    expect(optionsOf({ WorkerMarket: 'spot' })).toMatchObject({
      'amazonec2-request-spot-instance': ['true'],
      'amazonec2-spot-price': [''],
    });
    expect(optionsOf()).not.toHaveProperty('amazonec2-request-spot-instance');
  });

  it.each([
    'true',
    'subnet',
  ])('with AssignPublicIp %s use the private address, which the security group knows', (AssignPublicIp) => {
    const options = optionsOf({ AssignPublicIp });
    expect(options['amazonec2-use-private-address']).toEqual(['true']);
    expect(options).not.toHaveProperty('amazonec2-private-address-only');
  });

  it('with AssignPublicIp false have no public address at all', () => {
    const options = optionsOf({ AssignPublicIp: 'false' });
    expect(options['amazonec2-private-address-only']).toEqual(['true']);
    expect(options).not.toHaveProperty('amazonec2-use-private-address');
  });

  it('leave a job nothing to take: no instance profile, and metadata that ends at the worker', () => {
    expect(machineRendered()).not.toContain('profile');
    expect(optionsOf()).toMatchObject({
      'amazonec2-metadata-token': ['required'],
      'amazonec2-metadata-token-response-hop-limit': ['1'],
    });
  });

  it('hold pairs of tags without commas, which the manager goes on with before the closing quote', () => {
    const [tags = ''] = optionsOf()['amazonec2-tags'] ?? [];
    expect(tags.split(',')).toEqual(['gitlab-runner-stack', STACK.id]);
    const text = machineRendered().replace(
      /amazonec2-tags=[^"]*/,
      (option) => `${option},gitlab-runner-manager,i-0a`,
    );
    const { runners } = parse(text) as { runners: Array<{ machine: { MachineOptions: string[] } }> };
    expect(runners[0]?.machine.MachineOptions).toContain(
      `amazonec2-tags=gitlab-runner-stack,${STACK.id},gitlab-runner-manager,i-0a`,
    );
  });

  it('pin the version of Docker', () => {
    expect(optionsOf()['engine-install-url']?.[0]).toMatch(/\/\d+\.\d+\.\d+\.sh$/);
  });

  it('give the engine the proxy, and the worker its user data', () => {
    expect(optionsOf({ HttpsProxy: 'http://proxy:3128', NoProxy: '.example.com' })).toMatchObject({
      'engine-env': [
        'HTTPS_PROXY=http://proxy:3128',
        'HTTP_PROXY=http://proxy:3128',
        'NO_PROXY=localhost,127.0.0.1,169.254.169.254,.example.com',
      ],
      'amazonec2-userdata': ['/run/gitlab-runner/worker-user-data'],
    });
  });

  it('give the worker the private CA in its user data, and no user data without need', () => {
    expect(optionsOf({ GitLabCaCertificate: '/gitlab/ca' })['amazonec2-userdata']).toHaveLength(1);
    expect(optionsOf()).not.toHaveProperty('amazonec2-userdata');
  });
});
