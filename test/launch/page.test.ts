import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledScript } from '../../scripts/launch/assets.ts';
import { WITH_LINES } from '../../scripts/launch/fields.ts';
import { renderLaunchPage } from '../../scripts/launch/page.ts';
import { writeLaunchPage } from '../../scripts/launch/write.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { SOURCE } from './source.ts';

const options = { version: '1.2.3', templateUrl: 'gitlab-runner.yaml' };
const html = renderLaunchPage(SOURCE, options);
const idsOf = (page: string) =>
  [...page.matchAll(/<(?:input|select|textarea) [^>]*?id="(\w+)"/g)].map(([, id]) => id);

describe('the page as it is written', () => {
  it('asks for every parameter but the credential, in the order of the template’s groups', () => {
    const grouped = SOURCE.Metadata['AWS::CloudFormation::Interface'].ParameterGroups.flatMap(
      (one) => one.Parameters,
    );
    const asked = grouped.filter((name) => !SOURCE.Parameters[name]?.NoEcho);
    expect(idsOf(renderLaunchPage(SOURCE, options))).toEqual(['region', 'stackName', ...asked]);
    expect(asked).toHaveLength(Object.keys(SOURCE.Parameters).length - 1);
    expect(asked).not.toContain('GitLabToken');
  });

  it('has room for lines where a parameter of the template has them', () => {
    for (const name of WITH_LINES) expect(html).toMatch(new RegExp(`<textarea [^>]*id="${name}"`));
  });

  it('is one file under 160 KB that loads nothing', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(160 * 1024);
    expect(html).not.toMatch(/<(?:script|img|iframe)[^>]* src=|@import|url\(/);
    expect(html.match(/<link [^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
  });

  it('has a script that needs nothing of Node, and data that cannot end its element', () => {
    expect(bundledScript()).not.toMatch(/\bBuffer\b|\brequire\(|\bprocess\./);
    const Rules = { Evil: { Assertions: [{ Assert: true, AssertDescription: '</script><img src=x>' }] } };
    expect(renderLaunchPage({ ...SOURCE, Rules }, options)).not.toContain('<img');
  });

  it('is the same, byte for byte, when it is made again', () => {
    expect(renderLaunchPage(SOURCE, options)).toBe(html);
  });

  it('lets no text of the template become markup', () => {
    const evil = renderLaunchPage({ ...SOURCE, Description: '<img src=x> & "' }, options);
    expect(evil).toContain('<p>&lt;img src=x&gt; &amp; &quot;</p>');
  });

  it('refuses a group that names no parameter', () => {
    const Metadata = {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: [{ Label: { default: 'A' }, Parameters: ['Gone'] }],
      },
    };
    expect(() => renderLaunchPage({ ...SOURCE, Metadata }, options)).toThrow('ParameterGroups name Gone');
  });

  it("is written with the template's version", () => {
    const folder = mkdtempSync(join(tmpdir(), 'launch-'));
    const written = readFileSync(writeLaunchPage(folder, 'gitlab-runner.yaml'), 'utf8');
    expect(written).toBe(
      renderLaunchPage(SOURCE, { ...options, version: SOURCE.Mappings.Stack.Release.Version }),
    );
    rmSync(folder, { recursive: true });
  });

  it('has a script whose types are right in a browser', { timeout: 60_000 }, () => {
    const tsc = join(PROJECT, 'node_modules/.bin/tsc');
    const check = () =>
      execFileSync(tsc, ['-p', 'scripts/launch/browser'], { cwd: PROJECT, encoding: 'utf8' });
    expect(check()).toBe('');
  });
});
