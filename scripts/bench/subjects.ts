import { join } from 'node:path';
import { type BuildProperties, bundle } from '../build/bundle.ts';
import { CommandError } from '../lib/command-error.ts';
import { PROJECT } from '../lib/project.ts';
import { readTemplate } from '../lib/template.ts';
import { deploy } from './environment.ts';
import type { Program } from './invoke.ts';
import type { ResponseUrl } from './response-urls.ts';
import { propertiesSent } from './sent.ts';
import { creation, type Stage } from './stage.ts';

/** A function among those that are compared. */
export interface Subject extends Program {
  readonly isPeer: boolean;
  /** What it does of the work of a registration. */
  readonly does: string;
  /** Puts the stand-ins back; gives the event, and a check of what came of it that throws when it is not so. */
  prepare(): { readonly event: unknown; check(): void };
}

export const FLOOR = 'empty handler';
export const REGISTRATION = 'registration';
/** The stack's functions by the resource that each serves in the template, with what is done on the Create that is measured. */
const OURS = {
  Registration: 'GetParameter, PutParameter, POST to GitLab, PutParameter, response',
  Configuration: 'renders config.toml, PutParameter, response',
  Preflight: 'calls to EC2 and Service Quotas, GET from GitLab, response',
  WorkerFleet: 'SuspendProcesses, response',
  CacheContents: 'response (its work is on delete)',
};

/** A deployed program; in Node.js and with `index.handler` unless said otherwise. */
export function program(
  stage: Stage,
  name: string,
  files: Readonly<Record<string, string>>,
  copied: readonly string[] = [],
  { runtime = 'node', handler = 'index.handler', environment }: Partial<Program> = {},
): Program {
  const all = { ...stage.environment, ...environment };
  return { name, runtime, handler, environment: all, ...deploy(name, files, copied) };
}

/** What no function in Node.js can be faster than. */
export const floor = (stage: Stage): Subject => ({
  ...program(stage, FLOOR, { 'index.js': 'exports.handler = async () => {};\n' }),
  ...{ isPeer: false, does: 'nothing' },
  prepare: () => ({ event: {}, check: () => undefined }),
});

/** Each of the stack's functions, built as the template says, with the template's defaults and an access token. */
export function ours(stage: Stage): Promise<Subject[]> {
  const parameters = {
    GitLabUrl: stage.gitLab.url,
    GitLabToken: stage.gitLab.issueAccessToken(['create_runner', 'manage_runner']),
    RunnerScope: 'project/7',
  };
  const { Resources } = readTemplate();
  return Promise.all(
    Object.entries(OURS).map(async ([logicalId, does]): Promise<Subject> => {
      const { ServiceToken } = Resources[logicalId]?.Properties ?? {};
      const [functionId = ''] = (ServiceToken as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
      const built = Resources[functionId]?.Metadata?.BuildProperties as BuildProperties;
      const name = built.EntryPoints[0].split('/')[0] ?? '';
      return {
        ...program(stage, name, { 'index.js': (await bundle(join(PROJECT, 'functions'), built)).text }),
        ...{ isPeer: false, does },
        prepare: succeeding(stage, propertiesSent(logicalId, parameters), Resources[logicalId]?.Type),
      };
    }),
  );
}

/** A Create with these properties, whose one response must be SUCCESS. */
export const succeeding = (stage: Stage, properties: object, type?: string) => () => {
  stage.aws.parameters.reset();
  const place = stage.responses.open(200);
  return { event: creation(place.url, properties, type), check: () => mustBeSuccess(place) };
};

function mustBeSuccess({ puts }: ResponseUrl): void {
  const statuses = puts.map(({ body }) => JSON.parse(body).Status);
  if (statuses.join() !== 'SUCCESS')
    throw new CommandError(`It did not succeed: ${puts.map(({ body }) => body).join(' ')}`);
}
