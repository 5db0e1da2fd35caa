import {
  DeleteParametersCommand,
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
export type Renewed = Pick<Document, 'token' | 'tokenObtainedAt' | 'tokenExpiresAt'>;
const RENEWED = `${REGISTRATION}/renewed`;

export type Store = Awaited<ReturnType<typeof holdParameters>>;

/** Parameter Store with what a manager reads. */
export async function holdParameters(config: SSMClientConfig, gitLab: GitLab) {
  const client = new SSMClient(config);
  const put = (Name: string | undefined, Type: 'String' | 'SecureString', Value: string) =>
    client.send(new PutParameterCommand({ Name, Type, Value, Overwrite: true }));
  const register = (document: Document) => put(REGISTRATION, 'SecureString', JSON.stringify(document));
  await put(CONFIGURATION, 'String', storedConfiguration(gitLab));
  await register({ ...DOCUMENT, url: gitLab.url });
  const read = async (Name: string | undefined) => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return JSON.parse(Parameter?.Value ?? '');
  };
  return {
    register,
    registered: (): Promise<Document> => read(REGISTRATION),
    /** What a manager has written down of a renewed token. */
    renewed: (): Promise<Renewed> => read(RENEWED),
    /** Writes anything in its place, as whoever has a manager can. */
    renew: (value: unknown) => put(RENEWED, 'SecureString', JSON.stringify(value)),
    async forgetRenewed(): Promise<void> {
      await client.send(new DeleteParametersCommand({ Names: [RENEWED] }));
    },
    /** Writes over what the functions wrote, as whoever may put parameters can. */
    overwriteRegistration: (value: string) => put(REGISTRATION, 'SecureString', value),
    overwriteConfiguration: (value: string) => put(CONFIGURATION, 'String', value),
  };
}
