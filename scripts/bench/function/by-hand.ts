import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:https';

/**
 * As much of @aws-sdk/client-ssm as a registration needs, signed and sent by hand: what shows how much of a cold start is
 * the SDK's. Only for that: it has no retries, no other credentials than Lambda's own variables, and no other region's signing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
class Command {
  readonly input: object;
  constructor(input: object) {
    this.input = input;
  }
}
export class GetParameterCommand extends Command {
  readonly action = 'GetParameter';
}
export class PutParameterCommand extends Command {
  readonly action = 'PutParameter';
}
export class DeleteParameterCommand extends Command {
  readonly action = 'DeleteParameter';
}
export class GetParametersByPathCommand extends Command {
  readonly action = 'GetParametersByPath';
}

export class SSMClient {
  async send({ action, input }: Command & { action: string }, { abortSignal }: { abortSignal: AbortSignal }) {
    const body = JSON.stringify(input);
    const url = new URL(process.env.AWS_ENDPOINT_URL ?? '');
    const { status, text } = await exchange(url, signed(url, action, body), body, abortSignal);
    const answer = JSON.parse(text);
    if (status >= 300) throw Object.assign(new Error(answer.message), { name: answer.__type });
    return answer;
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

function signed({ host }: URL, action: string, body: string): Record<string, string> {
  const {
    AWS_REGION = '',
    AWS_ACCESS_KEY_ID = '',
    AWS_SECRET_ACCESS_KEY,
    AWS_SESSION_TOKEN = '',
  } = process.env;
  const now = new Date().toISOString().replace(/[:-]|\.\d+/g, '');
  const day = now.slice(0, 8);
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-amz-date': now,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': `AmazonSSM.${action}`,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${sha256(body)}`;
  const scope = `${day}/${AWS_REGION}/ssm/aws4_request`;
  const parts = [day, AWS_REGION, 'ssm', 'aws4_request'];
  const key = parts.reduce<string | Buffer>(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${now}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

function exchange(url: URL, headers: Record<string, string>, body: string, signal: AbortSignal) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers, signal }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
    });
    outgoing.once('error', reject).end(body);
  });
}
