import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';
import { run } from '../lib/run.ts';

/** What is read of one. */
export interface BillOfMaterials {
  readonly components: ReadonlyArray<{
    readonly name: string;
    readonly properties?: ReadonlyArray<{ readonly name: string }>;
  }>;
}

/**
 * A software bill of materials in CycloneDX's form, of everything that our lock file names. One lock file gives the same
 * bytes every time: what npm adds of the moment and of itself is left out, all of which CycloneDX leaves open.
 */
export async function billOfMaterials(): Promise<BillOfMaterials> {
  const form = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const { serialNumber, metadata, ...bom } = JSON.parse(await run('npm', ['sbom', ...form]));
  const { name } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { name: string };
  // npm takes the name of the folder.
  return { ...bom, metadata: { component: { ...metadata.component, name } } };
}
