// What a registration's Create needs of @aws-sdk/client-ssm, signed and sent by hand: it shows how much of a cold start is
// the SDK's, and is for nothing else. It has no retries, and no credentials but those of Lambda's variables. CommonJS, so
// that what else the function imports is undefined here and no error of the bundler.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const { createHash, createHmac } = require('node:crypto');
const { request } = require('node:https');

const command = (action) =>
  class {
    constructor(input) {
      this.action = action;
      this.input = input;
    }
  };

class SSMClient {
  async send({ action, input }, { abortSignal }) {
    const body = JSON.stringify(input);
    const url = new URL(process.env.AWS_ENDPOINT_URL);
    const { status, text } = await exchange(url, signed(url, action, body), body, abortSignal);
    const answer = JSON.parse(text);
    if (status >= 300) throw Object.assign(new Error(answer.message), { name: answer.__type });
    return answer;
  }
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

function signed({ host }, action, body) {
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const now = new Date().toISOString().replace(/[:-]|\.\d+/g, '');
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-amz-date': now,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': `AmazonSSM.${action}`,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${sha256(body)}`;
  const parts = [now.slice(0, 8), AWS_REGION, 'ssm', 'aws4_request'];
  const scope = parts.join('/');
  const key = parts.reduce(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${now}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

const exchange = (url, headers, body, signal) =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers, signal }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      incoming.once('end', () => resolve({ status: incoming.statusCode, text }));
    });
    outgoing.once('error', reject).end(body);
  });

module.exports = {
  SSMClient,
  GetParameterCommand: command('GetParameter'),
  PutParameterCommand: command('PutParameter'),
};
