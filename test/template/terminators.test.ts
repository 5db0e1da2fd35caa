import { expect, test } from 'vitest';
import { type Parameter, type Resource, readTemplate } from '../../scripts/lib/template.ts';

// What the user data and the metadata of manager and workers name lands in a shell script, in units, in an environment file, in TOML or
// in JSON. One parameter alone may be anything: the certificate, which test/local/worker.test.ts plays.
const ANYTHING = ['GitLabCaCertificate'];
const TERMINATORS = [
  "'; id; '",
  '"; id; "',
  'a\nb',
  'a\rb',
  'a b',
  '$(id)',
  '`id`',
  '$' + '{AWS::StackId}',
  '!Sub x',
  '{{resolve:ssm:/x}}',
  '%n',
  '%%',
  '\\n',
  "'''",
  '"""',
  '[[runners]]\n',
  'x = 1',
  '#cloud-config',
  '<<END',
  '{"a": 1}',
  'a;b',
  'a|b',
  'a&b',
  'a>b',
  'a\0b',
];
const { Parameters, Resources } = readTemplate();

/** Every name behind a Ref, or in the text of a Sub. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  if (typeof value !== 'object' || value === null) return [];
  const { Ref } = value as { Ref?: string };
  return [...(Ref ? [Ref] : []), ...Object.values(value).flatMap(namesIn)];
}

function takes({ Type, AllowedValues, AllowedPattern = '[\\s\\S]*' }: Parameter, value: string): boolean {
  if (AllowedValues) return AllowedValues.map(String).includes(value);
  return Type === 'Number' ? !Number.isNaN(Number(value)) : new RegExp(`^(?:${AllowedPattern})$`).test(value);
}

/** What of a launch template is text in another language. */
const texts = ({ Properties, Metadata }: Resource) => [
  (Properties.LaunchTemplateData as { UserData: unknown }).UserData,
  Metadata,
];
const used = [
  ...new Set(
    [Resources.ManagerLaunchTemplate, Resources.WorkerLaunchTemplate].flatMap((one) =>
      namesIn(texts(one as Resource)),
    ),
  ),
].filter((name) => name in Parameters && !ANYTHING.includes(name));

test('there are parameters in what the instances are given', () => {
  expect(used.length).toBeGreaterThan(3);
});

test.each([...used])('%s holds nothing that ends a text of another language', (name) => {
  const parameter = Parameters[name] as Parameter;
  expect(TERMINATORS.filter((value) => takes(parameter, value))).toEqual([]);
});
