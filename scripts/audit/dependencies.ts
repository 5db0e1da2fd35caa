import { CommandError } from '../lib/command-error.ts';
import { run } from '../lib/run.ts';
import type { BillOfMaterials } from '../release/bill-of-materials.ts';
import type { Finding } from './finding.ts';

interface AuditReport {
  /** What the registry answered where there is no report. */
  readonly statusCode?: number;
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: ReadonlyArray<Advisory | string> }>>;
}
interface Advisory {
  readonly url: string;
  readonly title: string;
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
    throw new CommandError('npm audit gave no report: is the registry there? Try npm audit.');
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

export function dependencies({ components }: BillOfMaterials): Dependency[] {
  return components.map(({ name, version, properties = [], licenses = [] }) => ({
    name,
    version,
    licence: licenses.map((one) => one.license?.id ?? one.license?.name ?? one.expression).join(', '),
    shipped: !properties.some((property) => property.name === 'cdx:npm:package:development'),
  }));
}
