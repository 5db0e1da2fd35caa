import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { certificateAuthority } from '../lib/certificates.ts';
import { freePort } from '../lib/loopback.ts';
import { PROJECT } from '../lib/project.ts';
import { type Place, STACK } from './deployment.ts';
import { samCli } from './sam.ts';
import { openDefaultVpc } from './stand-ins/default-vpc.ts';
import { startEmulator } from './stand-ins/emulator.ts';
import { type StandInGitLab, startGitLab } from './stand-ins/gitlab/gitlab.ts';

export const REGION = 'eu-central-1';
/** The SSM parameter that names an image for docker-machine. */
export const OWN_IMAGE = '/images/ubuntu';

/** An emulated AWS account and a stand-in GitLab, each behind TLS with a CA of its own, and the real SAM CLI. */
export interface World extends Place {
  readonly gitLab: StandInGitLab;
  /** GitLab's authority, as the console's one-line fields leave a pasted PEM. */
  readonly certificate: string;
  /** Its PEM. */
  readonly gitLabAuthority: string;
  /** The file that holds the emulator's authority. */
  readonly authority: string;
  /** What `aws` is, for a process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where this run writes. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function openWorld(
  signal: AbortSignal,
  stack = STACK,
  ...deployOptions: string[]
): Promise<World> {
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, '.local', 'run-'));
  const [awsAuthority, gitLabAuthority] = [certificateAuthority(), certificateAuthority()];
  const certificate = { ...awsAuthority.issue('localhost', '127.0.0.1'), authority: awsAuthority.file };
  const workers = { WORKER_SSH_PORT: String(await freePort()), WORKER_AUTHORITY: gitLabAuthority.file };
  const emulator = await startEmulator({
    certificate,
    environment: { MINISTACK_REGION: REGION, ...workers },
  });
  const environment = {
    ...workers,
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_CA_BUNDLE: awsAuthority.file,
    NODE_EXTRA_CA_CERTS: awsAuthority.file,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const output = join(folder, 'sam.log');
  const aws = {
    endpoint: emulator.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { httpsAgent: new Agent({ ca: readFileSync(awsAuthority.file, 'utf8') }) },
  };
  await Promise.all([openDefaultVpc(aws), publishImage(new SSMClient(aws))]);
  // Last, as it holds the process: a Ctrl-C ends the emulator, and what is above fails.
  const gitLab = await startGitLab({ certificate: gitLabAuthority.issue('localhost', '127.0.0.1') });
  return {
    gitLab,
    certificate: gitLabAuthority.cert.replaceAll('\n', ' ').trim(),
    gitLabAuthority: gitLabAuthority.cert,
    authority: awsAuthority.file,
    sam: samCli(environment, output, signal),
    stack,
    deployOptions,
    aws,
    environment,
    folder,
    output,
    async stop() {
      await Promise.all([emulator.stop(), gitLab.stop()]);
    },
  };
}

/** An image of the user's own: the emulated account has none of the public parameters of AWS and Ubuntu. */
async function publishImage(client: SSMClient): Promise<void> {
  const image = { Name: OWN_IMAGE, Type: 'String', Value: 'ami-0123456789abcdef0' } as const;
  await client.send(new PutParameterCommand(image));
}
