import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BuildProperties, bundle } from '../../scripts/build/bundle.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { billOfMaterials } from '../../scripts/release/bill-of-materials.ts';

const { Resources } = readTemplate();
const FUNCTIONS = Object.keys(Resources).filter(
  (name) => Resources[name]?.Type === 'AWS::Serverless::Function',
);
const built = (name: string) =>
  bundle(join(PROJECT, 'functions'), Resources[name]?.Metadata?.BuildProperties as BuildProperties);
const packagesIn = (text: string, by: RegExp) =>
  [...text.matchAll(by)].map(([, name = '']) => name).filter((name) => name.startsWith('@'));

// Lambda's runtime has its SDK where NODE_PATH leads, which `require` follows and Node's own `import()` does not.
test.each(
  FUNCTIONS.filter((name) => name !== 'RegistrationFunction'),
)('%s requires the SDK of the runtime, and imports nothing while it runs', async (name) => {
  const { text } = await built(name);
  expect(text).toMatch(/require\("@aws-sdk\/client-[\w-]+"\)/);
  expect(text).not.toMatch(/\bimport\(/);
});

test('the registration asks the runtime for no package, but for the streams of events that no operation has', async () => {
  const { text, packages } = await built('RegistrationFunction');
  expect(packagesIn(text, /\b(?:require|import)\("([^"]+)"\)/g)).toEqual(['@smithy/core/event-streams']);
  // Its credentials are in the environment:
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  expect(packages.filter((name) => /credential|client-/.test(name))).toEqual([
    'node_modules/@aws-sdk/credential-provider-env',
  ]);
});

test('what is bundled is no package for development in the bill of materials, and has no notice but its licence', async () => {
  const packages = (await Promise.all(FUNCTIONS.map(built))).flatMap((one) => one.packages);
  const { components } = await billOfMaterials();
  const shipped = components
    .filter(({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'))
    .map(({ name }) => `node_modules/${name}`);
  expect(packages).toEqual(expect.arrayContaining(['node_modules/@aws-sdk/core', 'node_modules/smol-toml']));
  expect(shipped).toEqual(expect.arrayContaining(packages));
  expect(packages.filter((folder) => existsSync(join(PROJECT, folder, 'NOTICE')))).toEqual([]);
});
