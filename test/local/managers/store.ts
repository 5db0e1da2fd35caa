import {
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
  type SSMClientConfig,
} from '@aws-sdk/client-ssm';
import { CONFIGURATION, REGISTRATION } from '../manager-template.ts';

export const TOKEN = 'glrt-MARKED-first';
/** What the registration's function writes down, as far as a manager reads it or must hand it on. */
export const DOCUMENT = {
  state: 'registered',
  url: 'https://gitlab.example.com',
  runnerId: '7',
  token: TOKEN,
  tokenObtainedAt: '2026-11-24T12:00:00.123Z',
  tokenExpiresAt: '2026-12-24T12:00:00.456Z' as string | null,
  attributes: { tags: ['linux'] },
  key: '',
};
export type Document = typeof DOCUMENT;

const CONFIG = `concurrent = 10

[[runners]]
name = "ci"
url = "https://gitlab.example.com"
executor = "docker-autoscaler"

[runners.autoscaler]
plugin = "aws:1.1.0"
`;

export type Store = Awaited<ReturnType<typeof holdParameters>>;

/** Parameter Store with what a manager reads. */
export async function holdParameters(config: SSMClientConfig) {
  const client = new SSMClient(config);
  const put = (Name: string | undefined, Type: 'String' | 'SecureString', Value: string) =>
    client.send(new PutParameterCommand({ Name, Type, Value, Overwrite: true }));
  const register = (document: Document) => put(REGISTRATION, 'SecureString', JSON.stringify(document));
  await put(CONFIGURATION, 'String', CONFIG);
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
