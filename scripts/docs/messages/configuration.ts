import { saidBy } from './message.ts';

/** What Custom::RunnerConfiguration and Custom::Preflight may say of their parameters in the stack's events. */
export const CONFIGURATION = [
  ...saidBy('functions/configuration/properties.ts', [
    ["The runner's configuration cannot work: {faults}.", 'Each fault names its parameter.'],
  ]),
  ...saidBy('functions/configuration/render.ts', [
    [
      "The runner's config.toml has {bytes} bytes and an SSM parameter holds {most}: shorten AdditionalRunnerConfig, PeakPeriods, RunnerDescription or DefaultImage.",
      '',
    ],
  ]),
  ...saidBy('functions/preflight/properties.ts', [
    ['The parameters cannot work: {faults}.', 'Each fault names its parameter.'],
  ]),
  ...saidBy('functions/preflight/preflight.ts', [
    [
      'The stack cannot be built like this. {findings}',
      'All findings at once; they are in the table of [preflight’s findings](#preflights-findings).',
    ],
  ]),
  ...saidBy('functions/preflight/report.ts', [
    ['{number} more in the log of the preflight function.', 'An output holds no more.'],
  ]),
];
