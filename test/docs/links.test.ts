import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documents, read } from '../../scripts/docs/documents.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

/** As GitHub and GitLab make an anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
const anchorsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

const { Parameters, Outputs, Resources, Rules } = readTemplate();
const deployRole = readTemplate(join(PROJECT, 'template/deploy-role.yaml'));
/** Names of others' things. */
const ELSEWHERE = [
  ...['IdleCount', 'IdleTime', 'MaxBuilds', 'OffPeakPeriods'], // docker-machine's keys in config.toml
  ...['MaxInstanceLifetime', 'MaximumEventAgeInSeconds', 'DependsOn', 'VpcConfig', 'ResponseURL'], // CloudFormation's and SAM's
  ...['CommaDelimitedList', 'NoEcho', 'PutParameter', 'DescribeStackResource', 'ReadOnlyAccess'], // AWS's
  ...['SystemAdministrator', 'DatabaseAdministrator', 'PowerUserAccess'],
  ...['ReplacementKey', 'OperatorError'], // the code's
];
const ours = [Parameters, Outputs, Resources, Rules, deployRole.Parameters, deployRole.Outputs];
/** What alarms and dashboard watch. */
const watched = [
  ...JSON.stringify(Resources).matchAll(/(?:MetricName|Namespace)":"(\w+)|\\"(JobsRunning|StackName)\\"/g),
].map(([, alarm, shown]) => alarm ?? shown ?? '');
const known = new Set([...ours.flatMap(Object.keys), ...watched, ...ELSEWHERE]);

describe.each(documents())('%s', (path) => {
  const text = read(path);
  test('links to files and headings that are there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets.filter((target) => {
      const [name = '', anchor] = target.split('#');
      const file = name === '' ? join(PROJECT, path) : join(PROJECT, dirname(path), name);
      return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    });
    expect(broken).toEqual([]);
  });
  test('names parameters, outputs and resources as the template does', () => {
    const named = [...text.matchAll(/`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
