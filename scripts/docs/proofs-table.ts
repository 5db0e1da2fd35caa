import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';
import { endOf, type Proof, proofIn, WORLDS } from '../prove/record.ts';
import { read } from './documents.ts';

/** The records that are there, the newest first. */
export function proofs(): Array<readonly [path: string, proof: Proof]> {
  const files = readdirSync(join(PROJECT, 'docs/proofs')).filter((file) => file.endsWith('.md'));
  const found = files.map((file) => [`docs/proofs/${file}`, proofIn(read(`docs/proofs/${file}`))] as const);
  return found.sort(([, one], [, other]) => other.date.localeCompare(one.date));
}

/** What the records prove, and what none of them does. */
export function proven(all = proofs()): string {
  const lines = all.map(
    ([path, proof]) =>
      `- [Version ${proof.version}, ${proof.date}](${path}), on ${WORLDS[proof.world]}: ${endOf(proof)}`,
  );
  const isReal = all.some(([, { world, end }]) => world === 'aws' && end === 'whole');
  const never =
    '**Never run: anything on a real AWS account, or with a real GitLab, fleeting plugin or docker-machine.** Deploy to a test account first; [one command](docs/proving.md) does it and writes a record.';
  return [lines.join('\n'), ...(isReal ? [] : [never])].join('\n\n');
}
