import { comparison } from '../alternatives/table.ts';
import { criticalPathReport } from '../critical-path/report.ts';
import { asMarkdown } from '../lib/report.ts';
import { builtInReport } from '../simulate/report.ts';
import { bootTable, idleTable, marketTable } from '../simulate/tables.ts';
import { alarms } from './alarms.ts';
import { durations } from './durations-table.ts';
import { effects } from './effects-table.ts';
import { handOver, handOverSteps } from './hand-over-table.ts';
import { findings, messagesOf } from './messages-table.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { idleCosts, prices } from './prices-table.ts';
import { proven } from './proofs-table.ts';
import { rules } from './rules.ts';
import { screen } from './screens.ts';

/** What can stand between `<!-- generated: NAME -->` and `<!-- /generated -->`. */
export const SECTIONS = {
  parameters,
  rules,
  outputs,
  alarms,
  effects,
  findings,
  'messages of the boot': messagesOf('boot'),
  'messages of the registration': messagesOf('registration'),
  'messages of the configuration': messagesOf('configuration'),
  'messages on delete': messagesOf('delete'),
  'messages of every function': messagesOf('every function'),
  warnings: messagesOf('warnings'),
  notes: messagesOf('notes'),
  'idle costs': idleCosts,
  prices,
  proven: () => proven(),
  'screen well': screen('well'),
  'screen token-revoked': screen('token-revoked'),
  'screen workers-failing': screen('workers-failing'),
  'screen manager-dead': screen('manager-dead'),
  'screen update-failed': screen('update-failed'),
  'screen preview': screen('preview'),
  'idle workers': idleTable,
  alternatives: comparison,
  boots: bootTable,
  markets: marketTable,
  'critical path': () => asMarkdown(criticalPathReport()),
  durations,
  'hand-over': handOver,
  'steps of the hand-over': handOverSteps,
  'built-in week': () => asMarkdown(builtInReport()),
} as const satisfies Readonly<Record<string, () => string>>;

export type SectionName = keyof typeof SECTIONS;
