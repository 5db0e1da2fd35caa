import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BuildProperties, bundle } from '../../scripts/build/bundle.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const FUNCTIONS = Object.entries(readTemplate().Resources).filter(
  ([, { Type }]) => Type === 'AWS::Serverless::Function',
);

// Lambda's runtime has its SDK where NODE_PATH leads, which `require` follows and Node's own `import()` does not.
test.each(FUNCTIONS)('%s requires the SDK of the runtime, and imports nothing while it runs', async (_, {
  Metadata,
}) => {
  const properties = Metadata?.BuildProperties as BuildProperties;
  const text = await bundle(join(PROJECT, 'functions'), properties);
  expect(text).toMatch(/require\("@aws-sdk\/client-[\w-]+"\)/);
  expect(text).not.toMatch(/\bimport\(/);
});
