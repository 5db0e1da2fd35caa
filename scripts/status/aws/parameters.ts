import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import { onEveryPage } from '../../../functions/aws/every-page.ts';
import type { Stack, Stored } from '../facts.ts';

/** What is stored by stacks like this one; nothing is decrypted, so no token is read. */
export async function seeParameters(client: SSMClient, { outputs }: Stack): Promise<Stored> {
  const pages = paginateGetParametersByPath({ client }, { Path: '/gitlab-runner', Recursive: true });
  const all = await onEveryPage(pages, ({ Parameters }) => Parameters);
  const notes = all.flatMap(({ Name: name = '', Value: text = '' }) =>
    name.endsWith('/left-behind') ? [{ name, text }] : [],
  );
  const renewed = all.find(({ Name }) => Name === `${outputs.RunnerTokenParameter}/renewed`);
  return { notes, renewed: renewed?.LastModifiedDate?.getTime() };
}
