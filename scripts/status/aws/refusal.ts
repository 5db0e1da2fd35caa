import { CredentialsProviderError } from '@smithy/core/config';
import { codeOf, DENIED } from '../../../functions/aws/errors.ts';
import { CommandError } from '../../lib/command-error.ts';

type Refusal = Readonly<Record<'right' | 'region' | 'code' | 'words', string>>;

/** By AWS's code or Node's. */
const SENTENCES: ReadonlyArray<readonly [code: RegExp, sentence: (refusal: Refusal) => string]> = [
  [
    DENIED,
    ({ right, words }) => {
      const [, denied = right] = /not authorized to perform: ([\w-]+:\w+)/.exec(words) ?? [];
      // As sts:AssumeRole, of the role of a profile.
      if (denied !== right)
        return `You may not call ${denied}, with which the AWS credentials are had: see the profile.`;
      return `You may not call ${right}: docs/operating.md has the policy that allows it.`;
    },
  ],
  [/Expired/, ({ code }) => `The AWS credentials have expired (${code}): sign in again.`],
  [
    /InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch|InvalidAccessKeyId/,
    ({ code }) => `AWS does not know these credentials (${code}).`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|TimeoutError|CERT|SIGNED/,
    ({ code, region }) => `AWS cannot be reached in ${region} (${code}): see the region and the network.`,
  ],
  [/(?:)/, ({ right, code, words }) => `${right} failed with ${code}: ${words}`],
];

/** What to say of an error that a call of AWS ended with; one that is of no call, as missing credentials, stays. */
export function refusalOf(right: string, region: string, error: unknown): unknown {
  if (error instanceof CredentialsProviderError) return error;
  const [code, words] = [codeOf(error), error instanceof Error ? error.message : ''];
  const [, sentence] = SENTENCES.find(([pattern]) => pattern.test(code)) ?? [];
  return sentence && new CommandError(sentence({ right, region, code, words }));
}
