import { expect, test } from 'vitest';
import { readRegistries, repositoriesOf } from '../../functions/preflight/registries.ts';
import { propertyReader } from '../../functions/shared/property-reader.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const { AllowedPattern = '' } = readTemplate().Parameters.EcrRegistries ?? {};
const ONE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const CHINA = '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn';
const GOV = '123456789012.dkr.ecr.us-gov-west-1.amazonaws.com';

function judged(EcrRegistries: string) {
  const reader = propertyReader({ EcrRegistries });
  const registries = readRegistries(reader);
  return {
    registries,
    faults: reader.errors,
    allowed: new RegExp(`^(${AllowedPattern})$`).test(EcrRegistries),
  };
}

test.each([
  '',
  ONE,
  CHINA,
  GOV,
  [ONE, GOV].join(),
])('%j is taken by the template and by preflight', (text) => {
  expect(judged(text)).toMatchObject({ faults: [], allowed: true });
});

test.each([
  `${ONE}/team/app`,
  `https://${ONE}`,
  '123456789012.dkr.ecr.eu-central-1.example.com',
  'public.ecr.aws',
  'registry.example.com',
  `${ONE}"}`,
  Array.from({ length: 6 }, (_, index) => ONE.replace('12345678901', `1234567890${index}`)).join(),
])('%j is refused by the template, and by preflight in a sentence', (text) => {
  const { faults, allowed } = judged(text);
  expect(allowed).toBe(false);
  expect(faults).toEqual([expect.stringMatching(/^EcrRegistries must be up to five like 123456789012\.dkr/)]);
});

test.each([
  [
    'aws',
    [ONE, ONE.replace('1', '9')].join(),
    'arn:aws:ecr:eu-central-1:123456789012:repository/*,arn:aws:ecr:eu-central-1:923456789012:repository/*',
  ],
  ['aws-cn', CHINA, 'arn:aws-cn:ecr:cn-north-1:123456789012:repository/*'],
  ['aws-us-gov', GOV, 'arn:aws-us-gov:ecr:us-gov-west-1:123456789012:repository/*'],
  ['aws', '', ''],
])('in the partition %s the repositories are those of the registries', (partition, text, repositories) => {
  const { registries } = judged(text);
  expect(repositoriesOf(registries, `arn:${partition}:cloudformation:x:1:stack/ci/1`)).toBe(repositories);
});
