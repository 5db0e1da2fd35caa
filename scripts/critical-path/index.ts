import { parseArgs } from 'node:util';
import { command } from '../lib/command.ts';
import { asText } from '../lib/report.ts';
import { criticalPathReport } from './report.ts';

/** `npm run critical-path`: what CloudFormation's work on the stack waits for. docs/development/critical-path.md explains it. */
await command(() => {
  parseArgs({ options: {} });
  console.log(asText(criticalPathReport()));
});
