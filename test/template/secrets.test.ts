import { expect, test } from 'vitest';
import { referencesIn } from '../../scripts/lib/references.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const template = readTemplate();
const { Resources, Outputs, Parameters } = template;

const VISIBLE: Record<string, unknown> = {
  Outputs,
  'the functions’ environments': Object.values(Resources).map(({ Properties }) => Properties?.Environment),
  ...Object.fromEntries(
    Object.entries(Resources).flatMap(([name, { Metadata, Properties }]) => [
      [`${name}'s Metadata`, Metadata],
      [`${name}'s launch template`, Properties?.LaunchTemplateData],
    ]),
  ),
};

/** What may be handed on from the custom resources to where everybody can read: names, versions, ids, never a token. */
const HARMLESS = [
  'Registration.ParameterName',
  'Registration.ParameterVersion',
  'Registration.RunnerId',
  'Registration.TokenExpiresAt',
  'Configuration.ParameterName',
  'Configuration.ParameterVersion',
  'Configuration.Sha256',
  'Configuration.GitLabUrl',
  'Configuration.ReplacementKey',
  'Configuration.Warnings',
  'FirstWorker.Warning',
  'Preflight.CaCertificate',
  'Preflight.ManagerImage',
  'Preflight.VpcCidrBlocks',
  'Preflight.WorkerImage',
  'Preflight.WorkerRootDevice',
  'Preflight.Warnings',
  ...[1, 2, 3, 4, 5].flatMap((place) => [`Preflight.TagKey${place}`, `Preflight.TagValue${place}`]),
];

test.each(Object.entries(VISIBLE))('%s holds nothing secret', (_, value) => {
  const references = referencesIn(value);
  const noEcho = references.filter(({ name }) => Parameters[name]?.NoEcho);
  const handedOn = references
    .filter(({ name }) => Resources[name]?.Type.startsWith('Custom::'))
    .map(({ name, attribute }) => `${name}.${attribute}`);
  expect(noEcho).toEqual([]);
  expect(handedOn.filter((one) => !HARMLESS.includes(one))).toEqual([]);
});

test('the credential is a NoEcho parameter and goes to the registration alone', () => {
  expect(Parameters.GitLabToken?.NoEcho).toBe(true);
  const receivers = Object.entries(Resources)
    .filter(([, { Properties }]) => referencesIn(Properties).some(({ name }) => name === 'GitLabToken'))
    .map(([name]) => name);
  expect(receivers).toEqual(['Registration']);
});
