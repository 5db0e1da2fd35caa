import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from '../../scripts/docs/documents.ts';
import { awsText, nestedText, samText } from '../../scripts/launch/texts.ts';
import { parsed } from '../configuration/sample.ts';
import { inPython } from './in-python.ts';
import { asAwsReads, inShell, overridesOf } from './shell.ts';

const launch = {
  region: 'eu-central-1',
  stackName: 'ci',
  templateUrl: 'https://templates.s3.eu-west-1.amazonaws.com/v1/gitlab-runner.yaml',
};
const VALUES: readonly string[] = [
  'docker+machine',
  'aws,docker',
  '',
  '* 8-17 * * mon-fri',
  "it's $HOME `id` \\$(id) !x",
  '[docker]\n  shm_size = 300\n',
  'image = "a:1"',
  'image = "it\'s"',
  'pattern = "a\\"b"',
  'C:\\dir\\file \\ and \\\' and "',
  'Name="x" Other=y --region z # no comment',
  '-----BEGIN CERTIFICATE-----\nMIIB+/=\n-----END CERTIFICATE-----\n',
  'späť ✓',
];
const asSamReads = (lists: readonly (readonly string[])[]) => inPython('overrides.py', lists);
const bySam = (parameters: Record<string, string>) =>
  overridesOf(inShell(samText({ ...launch, parameters }))[1]);
const byAws = (parameters: Record<string, string>) =>
  inShell(awsText({ ...launch, parameters }), { BUCKET: 'mine' })[1];
const anyText = fc.string({ unit: fc.constantFrom(...'ab \n\\"\'=$`,;#*é') });

describe('the text for SAM', () => {
  it('builds, and deploys what was filled in', () => {
    const parameters = { GitLabTokenSource: '/ci/token', RunnerTags: 'a,b' };
    const [build, deploy] = inShell(samText({ ...launch, parameters }));
    expect(build).toEqual(['sam', 'build']);
    expect(deploy?.slice(0, 8)).toEqual([
      ...['sam', 'deploy', '--region', 'eu-central-1', '--stack-name', 'ci'],
      ...['--s3-prefix', 'gitlab-runner-stack/ci'],
    ]);
    expect(asSamReads([overridesOf(deploy)])).toEqual([parameters]);
  });

  it('lets SAM ask for the credential when no source is given', () => {
    const [, deploy] = inShell(samText({ ...launch, parameters: {} }));
    const where = ['--region', 'eu-central-1', '--stack-name', 'ci'];
    expect(deploy).toEqual(['sam', 'deploy', '--guided', ...where]);
  });

  it("says every value so that the shell and then SAM's own code read it as it was", () => {
    const all = Object.fromEntries(VALUES.map((value, index) => [`P${index}`, value]));
    expect(asSamReads([bySam(all)])).toEqual([all]);
  });

  it('never says anything else than what was filled in, whatever that is', () => {
    const values = fc.sample(anyText, { numRuns: 300, seed: 1 });
    const parameters = Object.fromEntries(values.map((value, index) => [`P${index}`, value]));
    const words = bySam(parameters);
    const said = words.map((word) => word.slice(0, word.indexOf('=')));
    expect(said.length).toBeGreaterThan(200);
    expect(asSamReads([words])).toEqual([Object.fromEntries(said.map((name) => [name, parameters[name]]))]);
  });

  it('names what SAM cannot be told on a command line, and leaves it out', () => {
    const text = samText({ ...launch, parameters: { One: 'a\\', Two: '2' } });
    expect(text).toMatch(/^# One has .*samconfig\.toml\.\n/);
    expect(overridesOf(inShell(text)[1])).toEqual(['Two=2']);
  });
});

describe('the text for the AWS CLI', () => {
  it('fetches the template and deploys it through a bucket', () => {
    const [fetch, deploy] = inShell(awsText({ ...launch, parameters: {} }), { BUCKET: 'mine' });
    expect(fetch).toEqual(['curl', '-fsSo', 'gitlab-runner.yaml', launch.templateUrl]);
    const [from, to] = [
      '--template-file gitlab-runner.yaml',
      '--s3-bucket mine --capabilities CAPABILITY_IAM',
    ];
    const expected = `aws cloudformation deploy --region eu-central-1 --stack-name ci ${from} ${to}`;
    expect(deploy?.join(' ')).toBe(expected);
  });

  it('says that it needs a bucket, before it does anything else to the account', () => {
    expect(() => inShell(awsText({ ...launch, parameters: {} }))).toThrow(
      'BUCKET: is a bucket of yours in eu-central-1',
    );
  });

  it('says every value so that the shell hands it over as it was', () => {
    const all = Object.fromEntries(VALUES.map((value, index) => [`P${index}`, value]));
    expect(asAwsReads(overridesOf(byAws(all)))).toEqual(all);
    fc.assert(
      fc.property(anyText, (value) => {
        expect(asAwsReads(overridesOf(byAws({ One: value })))).toEqual({ One: value });
      }),
      { numRuns: 20, seed: 1 },
    );
  });
});

describe('the text for a parent template', () => {
  it('nests the stack with what was filled in', () => {
    const all = Object.fromEntries(VALUES.map((value, index) => [`P${index}`, value]));
    expect(parse(nestedText({ ...launch, parameters: all }))).toEqual({
      Resources: {
        GitLabRunner: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: launch.templateUrl, Parameters: all },
        },
      },
    });
  });

  it('has no Parameters where every default stays', () => {
    expect(nestedText({ ...launch, parameters: {} })).not.toContain('Parameters');
  });
});

describe('the examples of docs/parameters.md', () => {
  const [, section = ''] = read('docs/parameters.md').split('## Values with spaces, quotes or line breaks');
  const [byAwsCli = '', bySamCli = ''] = [...section.matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(
    ([, text = '']) => text,
  );
  const fields = /^```text\n([\s\S]*?)^```/m.exec(section)?.[1] ?? '';
  const inFields = Object.fromEntries(
    [...fields.matchAll(/^(\w+): (.*)$/gm)].map(([, name = '', value]) => [name, value]),
  );
  const arrived = (said: unknown) => {
    const [{ AdditionalRunnerConfig = '', ...others }] = said as [Record<string, string>];
    return { ...others, toml: parseToml(AdditionalRunnerConfig) };
  };
  const whole = {
    RunnerTags: 'aws,docker build',
    PeakPeriods: '* 8-17 * * mon-fri; * 10-12 * * sat',
    toml: { docker: { pull_policy: ['always', 'if-not-present'], shm_size: 300_000_000 } },
  };

  it('reach the stack whole by the AWS CLI, behind the shell', () => {
    expect(arrived([asAwsReads(overridesOf(inShell(byAwsCli)[0]))])).toEqual(whole);
  });

  it('reach the stack whole by SAM, behind the shell and its own parser', () => {
    expect(arrived(asSamReads([overridesOf(inShell(bySamCli)[0])]))).toEqual(whole);
  });

  it('have one line in a field, also when SAM has saved what it asked for and reads it again', () => {
    expect(arrived([inFields])).toEqual(whole);
    expect(arrived(inPython('saved.py', [inFields]))).toEqual(whole);
  });

  it('are taken by the stack', () => {
    const { PeakPeriods = '', AdditionalRunnerConfig = '' } = inFields;
    expect(() => parsed({ PeakPeriods, AdditionalRunnerConfig })).not.toThrow();
  });

  it.each([
    ['line breaks', (value: string) => value.replaceAll('\n', ' ')],
    ['what follows a space', (value: string) => value.split(' ')[0] ?? ''],
    ['quotes', (value: string) => value.replaceAll('"', '')],
  ])('are refused with a sentence that says where to look when they lost %s', (_, lose) => {
    const fragment = lose('[docker]\npull_policy = ["always", "if-not-present"]\nshm_size = 300_000_000');
    expect(() => parsed({ AdditionalRunnerConfig: fragment })).toThrow(
      /AdditionalRunnerConfig is wrong.*in one line write docker = \{.*see docs\/parameters\.md/,
    );
  });
});
