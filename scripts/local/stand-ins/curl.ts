// The real curl, which judges its command line and says what went wrong; only its requests come to a server of this
// machine's own. There a download is the file of /outside/downloads with the URL's last name, and the instance metadata
// service (IMDSv2 alone) is the folder /outside/imds:
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { record } from './calls.ts';

const METADATA_SERVICE = 'http://169.254.169.254/';
const TOKEN = 'the-token-of-this-machine';
const LIFETIME = 'x-aws-ec2-metadata-token-ttl-seconds';

function metadata({ method, url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const seconds = Number(headers[LIFETIME]);
  if (url === '/latest/api/token') {
    const allowed = method === 'PUT' && seconds >= 1 && seconds <= 21_600;
    return void response.writeHead(allowed ? 200 : method === 'PUT' ? 400 : 405).end(allowed ? TOKEN : '');
  }
  if (headers['x-aws-ec2-metadata-token'] !== TOKEN) return void response.writeHead(401).end();
  send(join('/outside/imds', url), response);
}

function send(file: string, response: ServerResponse): void {
  const found = existsSync(file);
  response.writeHead(found ? 200 : 404).end(found ? readFileSync(file) : '');
}

const server = createServer((request, response) => {
  const download = /^\/download\/(.*)$/.exec(request.url ?? '')?.[1];
  if (download === undefined) metadata(request, response);
  else send(join('/outside/downloads', basename(download)), response);
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const asked = process.argv.slice(2);
record('curl', ...asked);
const args = asked.map((arg) =>
  arg.startsWith('https://')
    ? arg.replace('https://', `${here}download/`)
    : arg.replace(METADATA_SERVICE, here).replace(/^=https$/, '=http'),
);
const curl = spawn('/usr/bin/curl', ['--noproxy', '*', ...args], { stdio: 'inherit' });
const [status] = await once(curl, 'exit');
server.closeAllConnections();
process.exit(status ?? 1);
