import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** The values of all parameters below a path, by name: notes too. */
export async function parametersUnder(ssm: SSMClient, path: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: path, Recursive: true, WithDecryption: true, NextToken }),
    );
    for (const { Name = '', Value = '' } of page.Parameters ?? []) found.set(Name, Value);
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
