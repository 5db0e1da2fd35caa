import { ourSubjects } from './ours.ts';
import { packageFiles } from './packaged.ts';
import { peers } from './peers.ts';
import type { Stage } from './stage.ts';
import { environmentFor, nodeProgram, type Subject } from './subject.ts';

/** Everything that is measured side by side. */
export async function subjects(stage: Stage): Promise<Subject[]> {
  return [floor(stage), ...(await ourSubjects(stage)), ...peers(stage)];
}

/** What no function in Node.js can be faster than. */
function floor(stage: Stage): Subject {
  const name = 'empty handler';
  return {
    name,
    ...packageFiles(name, { 'index.js': 'exports.handler = async () => {};\n' }),
    ...nodeProgram('index.handler'),
    environment: environmentFor(stage),
    whose: 'floor',
    work: 'nothing',
    memory: 512,
    prepare: () => ({ event: {}, check: () => undefined }),
  };
}
