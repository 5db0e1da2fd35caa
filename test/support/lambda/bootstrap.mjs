// A stand-in for Lambda's runtime client: takes events from the runtime API and gives them to a bundle's handler.
// As the real one does, it ends the process on a rejection that nobody handles.
import { createRequire } from 'node:module';

const { AWS_LAMBDA_RUNTIME_API: api, BUNDLE: bundle } = process.env;
const base = `http://${api}/2018-06-01/runtime/invocation`;

process.on('unhandledRejection', () => process.exit(128));
const { handler } = createRequire(import.meta.url)(bundle);

for (;;) {
  const next = await fetch(`${base}/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id');
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = { awsRequestId: id, getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    const result = await handler(await next.json(), context);
    await fetch(`${base}/${id}/response`, { method: 'POST', body: JSON.stringify(result ?? null) });
  } catch (error) {
    await fetch(`${base}/${id}/error`, {
      method: 'POST',
      body: JSON.stringify({ errorType: error.name, errorMessage: error.message }),
    });
  }
}
