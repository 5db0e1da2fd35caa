import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withGenerated } from '../../scripts/template/generated.ts';
import { TEMPLATE, textOf } from './programs.ts';

test('the template holds the files as `npm run generate` writes them', () => {
  const text = textOf('gitlab-runner.yaml');
  expect(withGenerated(text, TEMPLATE)).toBe(text);
});

const folder = mkdtempSync(join(tmpdir(), 'generated-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a program is written as it is, and of other files CloudFormation replaces the references', () => {
  mkdirSync(join(folder, 'manager/etc/cfn'), { recursive: true });
  writeFileSync(join(folder, 'manager/etc/cfn/hup.conf'), `a=\${AWS::Region}\n\nb=1\n`);
  writeFileSync(join(folder, 'manager/plain'), 'no reference\n');
  writeFileSync(join(folder, 'manager/run'), `echo "\${Name}"\n`, { mode: 0o755 });
  const text = withGenerated('files:\n  # generated from manager\n  old\n  # /generated\nrest: 1\n', folder);
  expect(parse(text, { logLevel: 'silent' })).toEqual({
    files: {
      '/etc/cfn/hup.conf': { mode: '000400', content: `a=\${AWS::Region}\n\nb=1\n` },
      '/plain': { content: 'no reference\n' },
      '/run': { mode: '000755', content: `echo "\${Name}"\n` },
    },
    rest: 1,
  });
  expect(text).toContain('content: !Sub |\n      a=');
  expect(withGenerated(text, folder)).toBe(text);
});

test.each([
  '{{name}}',
  '{lower}',
  '{!Kept}',
])('a file that is no program and has $%s, which Fn::Sub would change or refuse, is refused', (form) => {
  writeFileSync(join(folder, 'manager/etc/cfn/hup.conf'), `a=\${AWS::Region}\nb=$${form}\n`);
  const generate = () => withGenerated('# generated from manager\n# /generated\n', folder);
  expect(generate).toThrow('etc/cfn/hup.conf: a ${ that is no reference');
});

test('of user data CloudFormation gets its references, and the shell its own', () => {
  writeFileSync(join(folder, 'worker.sh'), `echo "\${stack[@]}" \${HttpsProxy} \${A.B} \${AWS::StackId}\n`);
  const text = withGenerated('- a\n# generated from worker.sh\n# /generated\n', folder);
  expect(text).toContain(`echo "\${!stack[@]}" \${HttpsProxy} \${!A.B} \${AWS::StackId}\n`);
});
