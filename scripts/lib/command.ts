import { inspect } from 'node:util';
import { CredentialsProviderError } from '@smithy/core/config';
import { codeOf } from '../../functions/aws/errors.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { CommandError } from './command-error.ts';
import { plain, plainLines } from './plain.ts';

/**
 * Runs what an npm script does. A mistake of whoever started it, or something missing on the machine, ends with a
 * sentence and the status `failed`; anything else is a fault of the script, and keeps its stack.
 */
export async function command(work: () => Promise<void> | void, failed = 1): Promise<void> {
  try {
    await work();
  } catch (error) {
    // AWS's and GitLab's words are in it, and what somebody has written there.
    console.error(plainLines(sentenceOf(error) ?? inspect(error)));
    process.exitCode = failed;
  }
}

/** What to say of an error that was foreseen. */
export function sentenceOf(error: unknown): string | undefined {
  // What the functions refuse, a script that runs them refuses, too.
  if (error instanceof CommandError || error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const [code, { syscall = '', path = '' }] = [codeOf(error), error as NodeJS.ErrnoException];
  // https://nodejs.org/api/errors.html#err_parse_args_unknown_option
  if (code.startsWith('ERR_PARSE_ARGS_')) return error.message.split('. To specify')[0];
  if (code === 'ENOENT' && syscall.startsWith('spawn'))
    return `The program ${path} is missing: npm run setup installs what the scripts need, or says what to install.`;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return `${path} cannot be used (${code}).`;
  return sentenceOfSdk(error);
}

/** Of what the AWS SDK itself says, before it asks AWS: dist-es/submodules/config of @smithy/core 3.41.0. */
function sentenceOfSdk(error: Error): string | undefined {
  const { message } = error;
  if (message === 'Region is missing') return 'Say the region: --region, or AWS_REGION.';
  if (message.startsWith('Region not accepted: ')) return `${message} Say another: --region, or AWS_REGION.`;
  // That none has any (defaultProvider.js of @aws-sdk/credential-provider-node 3.972.97), or that an SSO session has ended
  // (resolveSSOCredentials.js of @aws-sdk/credential-provider-sso 3.973.28): every provider of credentials says it so.
  if (error instanceof CredentialsProviderError)
    return `There are no AWS credentials: sign in with the AWS CLI, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. The AWS SDK says: ${plain(message).replace(/\.$/, '')}.`;
  return undefined;
}
