import {
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
  type SSMClientConfig,
} from '@aws-sdk/client-ssm';
import { type GitLab, RUNNER, storedConfiguration } from '../gitlab.ts';
import { CONFIGURATION, REGISTRATION } from '../manager-template.ts';

export const TOKEN = RUNNER.token;
/** What the registration's function writes down, as far as a manager reads it or must hand it on. */
export const DOCUMENT = {
  state: 'registered',
  url: 'https://gitlab.example.com',
  runnerId: String(RUNNER.id),
  token: TOKEN as string,
  tokenObtainedAt: '2026-11-24T12:00:00.123Z',
  tokenExpiresAt: '2026-12-24T12:00:00.456Z' as string | null,
  attributes: { tags: ['linux'] },
  key: '',
};
export type Document = typeof DOCUMENT;

export type Store = Awaited<ReturnType<typeof holdParameters>>;

/** Parameter Store with what a manager reads. */
export async function holdParameters(config: SSMClientConfig, gitLab: GitLab) {
  const client = new SSMClient(config);
  const put = (Name: string | undefined, Type: 'String' | 'SecureString', Value: string) =>
    client.send(new PutParameterCommand({ Name, Type, Value, Overwrite: true }));
  const register = (document: Document) => put(REGISTRATION, 'SecureString', JSON.stringify(document));
  await put(CONFIGURATION, 'String', storedConfiguration(gitLab));
  await register(DOCUMENT);
  return {
    register,
    async registered(): Promise<Document> {
      const question = { Name: REGISTRATION, WithDecryption: true };
      const { Parameter } = await client.send(new GetParameterCommand(question));
      return JSON.parse(Parameter?.Value ?? '');
    },
  };
}
