// cfn-lint in every region that it knows takes minutes; test/build/regions.test.ts asks it in one of each partition.
// After npm run build: node test/large/regions.large.ts
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../../scripts/lib/project.ts';

const file = join(PROJECT, 'dist', 'gitlab-runner.yaml');
const begin = performance.now();
execFileSync(join(PROJECT, '.tools/sam/bin/cfn-lint'), ['--regions', 'ALL_REGIONS', '--', file], {
  stdio: 'inherit',
});
console.log(`cfn-lint finds nothing in any region, in ${Math.round((performance.now() - begin) / 1000)} s`);
