import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../functions/custom-resource/errors.ts';
import type { Finding } from './finding.ts';
import { PROJECT, run } from './run.ts';

interface AuditReport {
  /** What the registry answered where there is no report. */
  readonly statusCode?: number;
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: ReadonlyArray<Advisory | string> }>>;
}
interface Advisory {
  readonly url: string;
  readonly title: string;
}
interface Component {
  readonly name: string;
  readonly version: string;
  readonly properties?: ReadonlyArray<{ readonly name: string }>;
  readonly licenses?: ReadonlyArray<{
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }>;
}
export interface Bom {
  readonly metadata: { readonly component: object };
  readonly components: readonly Component[];
}
export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Whether it is in what users deploy. */
  readonly shipped: boolean;
}

/** The advisories for what our lock file names; undefined where the registry serves none. */
export async function advisories(): Promise<Finding[] | undefined> {
  const report = JSON.parse(await run('npm', ['audit', '--json'], [0, 1])) as AuditReport;
  if (!report.vulnerabilities && report.statusCode !== 405)
    throw new OperatorError('npm audit gave no report: is the registry there? Try npm audit.');
  if (!report.vulnerabilities) return undefined;
  return Object.entries(report.vulnerabilities).flatMap(([resource, { via }]) =>
    via
      .filter((one) => typeof one !== 'string')
      .map(({ url, title }) => ({
        tool: 'npm audit',
        rule: url.split('/').at(-1) ?? url,
        resource,
        target: 'package-lock.json',
        message: title,
      })),
  );
}

/** A software bill of materials in CycloneDX's form, of everything that our lock file names. */
export async function billOfMaterials(): Promise<Bom> {
  const form = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const bom = JSON.parse(await run('npm', ['sbom', ...form])) as Bom;
  const { name } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { name: string };
  // npm takes the name of the folder.
  return { ...bom, metadata: { ...bom.metadata, component: { ...bom.metadata.component, name } } };
}

export function dependencies({ components }: Bom): Dependency[] {
  return components.map(({ name, version, properties = [], licenses = [] }) => ({
    name,
    version,
    licence: licenses.map((one) => one.license?.id ?? one.license?.name ?? one.expression).join(', '),
    shipped: !properties.some((property) => property.name === 'cdx:npm:package:development'),
  }));
}
