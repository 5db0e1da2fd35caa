import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { freePort } from '../../scripts/lib/loopback.ts';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { calls, place } from '../../scripts/local/machine/outside.ts';
import { offerDownloads } from '../../scripts/local/stand-ins/downloads.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { PROGRAMS } from '../manager/python.ts';
import type { Datum } from '../support/cloudwatch/alarm.ts';

/** What was put, with its times in seconds from the call. */
export type Recorded = readonly Datum[];

interface Put {
  readonly MetricName: string;
  readonly Value: number;
  readonly Timestamp?: string;
  readonly Dimensions: ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
}
interface Act {
  /** What the bash does, with gitlab-runner and the manager's programs. */
  readonly script: string;
  readonly token?: string;
  readonly executor?: 'docker-autoscaler' | 'docker+machine';
  /** Whether gitlab-runner has renewed its token, and written config.toml anew. */
  readonly isRenewed?: boolean;
  /** What the executor adds to gitlab-runner's metrics. */
  readonly served?: string;
}

const SETTINGS = `set -a
STACK_ID=arn:aws:cloudformation:eu-central-1:111122223333:stack/ci/9f8e7d6c-0000-4000-8000-000000000000
PATH=/opt/gitlab-runner-stack:$PATH
runner() { gitlab-runner run --config /run/gitlab-runner/config.toml --working-directory /tmp & sleep "$1"; }
`;

/** A manager with the template's programs and a gitlab-runner that serves its metrics; AWS is the emulator. */
export async function healthMachine() {
  const emulator = await startEmulator();
  const authority = certificateAuthority();
  const gitLab = await startGitLab({ certificate: authority.issue('localhost', '127.0.0.1') });
  const { token: alive } = gitLab.addRunner('ci');
  const root = mkdtempSync(join(tmpdir(), 'health-'));
  layOut(root, authority.cert);
  const address = `127.0.0.1:${await freePort()}`;
  const outside = { AWS_ENDPOINT_URL: emulator.endpoint, ...ACCOUNT };
  return {
    address,
    /** Lets the manager act and tells how that ended, what AWS was asked, and what was put. */
    async act({ script, token = alive, executor = 'docker-autoscaler', isRenewed, served = '' }: Act) {
      const config = configuration(address, gitLab.url, token, executor);
      place(root, 'run/gitlab-runner/config.toml', isRenewed ? indented(config) : config);
      place(root, 'outside/executor-metrics', served);
      const before = calls(root).length;
      const at = Date.now();
      const ended = await runOn({ root, standIns: STAND_INS, outside }, ['bash', '-c', SETTINGS + script]);
      const asked = calls(root)
        .slice(before)
        .filter((call) => call.startsWith('aws '));
      return { ...ended, asked, put: asked.flatMap((call) => recorded(call, at)) };
    },
    async stop() {
      rmSync(root, { recursive: true });
      await gitLab.stop();
      await emulator.stop();
    },
  };
}

const ACCOUNT = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'eu-central-1',
};

function layOut(root: string, authority: string): void {
  offerDownloads(root);
  const binary = readFileSync(join(root, 'outside/downloads/gitlab-runner-linux-amd64'), 'utf8');
  place(root, 'usr/local/bin/gitlab-runner', binary, 0o755);
  place(root, 'run/ca.pem', authority);
  for (const name of readdirSync(PROGRAMS).filter((one) => !one.startsWith('__')))
    place(root, `opt/gitlab-runner-stack/${name}`, readFileSync(join(PROGRAMS, name), 'utf8'), 0o755);
}

const configuration = (address: string, url: string, token: string, executor: string) => `check_interval = 1
listen_address = "${address}"

[[runners]]
name = "ci"
url = "${url}"
token = "${token}"
executor = "${executor}"
tls-ca-file = "/run/ca.pem"
${executor === 'docker-autoscaler' ? '\n[runners.autoscaler]\nplugin = "aws:1.1.0"\n\n[runners.autoscaler.plugin_config]\nname = "workers"\n' : ''}`;

/** A configuration as Go's BurntSushi/toml writes it: tables and their keys are indented by their depth. */
function indented(config: string): string {
  let depth = 0;
  const lines = config.split('\n').map((line) => {
    const table = /^\[+([^\]]+)\]/.exec(line)?.[1];
    if (table) depth = table.split('.').length;
    return line && '  '.repeat(table ? depth - 1 : depth) + line;
  });
  return lines.join('\n').replaceAll('\n\n  ', '\n  ');
}

function recorded(call: string, at: number): Datum[] {
  const [, data] = / --namespace GitLabRunnerStack\/ci --metric-data (\[.*\]) --cli-/.exec(call) ?? [];
  return (JSON.parse(data ?? '[]') as Put[]).map(({ MetricName, Value, Timestamp, Dimensions }) => {
    if (JSON.stringify(Dimensions) !== '[{"Name":"StackName","Value":"ci"}]')
      throw new Error(`${MetricName} is put for ${JSON.stringify(Dimensions)}`);
    const distance = Timestamp === undefined ? 0 : (Date.parse(Timestamp) - at) / 1000;
    return { metric: MetricName, at: Math.round(distance), value: Value };
  });
}
