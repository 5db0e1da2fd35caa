/** A way to run jobs without this stack: prices in US$ of us-east-1, as read on the date below. */
export interface Alternative {
  readonly name: string;
  /** Of an hour of compute. */
  readonly hourly: number;
  /** What a job is billed, in US$. */
  readonly job: (seconds: number) => number;
  /** A month, whether jobs run or not. */
  readonly fixed: number;
  /** From queued to the first step, as published. */
  readonly wait: string;
  readonly source: string;
}

/** When the sources were read. None of it was measured here. */
export const READ_ON = '2026-11-28';

/** CodeBuild's time before a job's first step is billed, too; that minutes are rounded up is assumed. */
const CODEBUILD_START = 15;
const codeBuild = (name: string, aMinute: number, source: string): Alternative => ({
  name: `CodeBuild-hosted runner, ${name}`,
  hourly: 60 * aMinute,
  job: (seconds) => Math.ceil((seconds + CODEBUILD_START) / 60) * aMinute,
  fixed: 0,
  wait: '18 to 21',
  source: `${source}; waiting: kirodotdev/KiroCrew#10328, on GitHub, by the same mechanism`,
});

const MICROVM_HOURLY = 2 * 0.0997 + 4 * 0.0132;
const MICROVM_START = 5;

/** @param manager what a machine that takes the jobs costs a month, which MicroVMs need as this stack does. */
export const alternatives = (manager: number): readonly Alternative[] => [
  codeBuild('general1.small: 2 vCPUs, 3 GB', 0.005, 'https://aws.amazon.com/codebuild/pricing/'),
  codeBuild(
    'arm1.medium: 4 vCPUs, 7 GB',
    0.007,
    'wazuh/wazuh#38215, real bills of August 2026; also those of general1.medium, 0.0100 a minute',
  ),
  {
    name: 'GitLab.com’s hosted runner, small: 2 vCPUs, 8 GB',
    hourly: 0.6,
    job: (seconds) => (seconds / 60) * 0.01,
    fixed: 0,
    wait: 'not published',
    source:
      'https://docs.gitlab.com/ci/pipelines/compute_minutes/ and $10 for 1,000 minutes beyond the 400, 10,000 or 50,000 of a plan',
  },
  {
    name: 'Lambda MicroVM, arm64, 2 vCPUs, 4 GB, without bursts',
    hourly: MICROVM_HOURLY,
    job: (seconds) => ((seconds + MICROVM_START) / 3600) * MICROVM_HOURLY,
    fixed: manager,
    wait: 'a few',
    source:
      'northflank.com, 2026-06-29: $0.0997 a vCPU and $0.0132 a GB an hour; 5 s of each start are assumed',
  },
];
