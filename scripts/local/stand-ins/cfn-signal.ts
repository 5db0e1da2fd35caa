import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { record } from './calls.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    success: { type: 'string', short: 's', default: 'true' },
    'exit-code': { type: 'string', short: 'e' },
    reason: { type: 'string', short: 'r', default: 'Configuration failed' },
    data: { type: 'string', short: 'd', default: '' },
    id: { type: 'string', short: 'i' },
    stack: { type: 'string' },
    resource: { type: 'string' },
    region: { type: 'string' },
    url: { type: 'string', short: 'u' },
  },
});
const [handle] = positionals;
const code = values['exit-code'];
const succeeded = code === undefined ? values.success === 'true' : code === '0';
const status = succeeded ? 'SUCCESS' : 'FAILURE';

if (handle !== undefined) {
  record('cfn-signal', status, 'to the wait condition:', values.reason);
  const unique = values.id ?? readFileSync('/outside/imds/latest/meta-data/instance-id', 'utf8');
  const body = { Status: status, Reason: values.reason, UniqueId: unique, Data: values.data };
  // The handle is presigned for an empty content type.
  const headers = { 'content-type': '' };
  const answer = await fetch(handle, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The wait condition's handle answered ${answer.status}.`);
} else if (values.stack !== undefined && values.resource !== undefined) {
  record('cfn-signal', status, 'to', values.resource);
} else {
  throw new Error('cfn-signal needs the handle of a wait condition, or --stack and --resource.');
}
