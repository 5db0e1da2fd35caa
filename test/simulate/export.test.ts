import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Running, serve } from '../../scripts/lib/serve.ts';
import { readJobs } from '../../scripts/simulate/jobs.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/sizing.md'), 'utf8');
const EXPORT = /^next=[\s\S]*?^done$/m.exec(PAGE)?.[0] ?? '';
const TOKEN = 'glpat-MARKED';

let server: Running;
afterEach(() => server.stop());

/** Runs the document's own lines against such a GitLab; returns what they showed and wrote. */
async function exported(listener: RequestListener) {
  server = await serve(listener);
  const cwd = mkdtempSync(join(tmpdir(), 'export-'));
  const env = { PATH: process.env.PATH, GITLAB_URL: server.url, PROJECT: '7', GITLAB_TOKEN: TOKEN };
  const { stdout } = await promisify(execFile)('bash', ['-c', EXPORT], { cwd, env });
  const file = join(cwd, 'jobs.json');
  return { shown: stdout, text: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

const job = (id: number) => ({
  id,
  started_at: '2026-11-02T08:00:30Z',
  finished_at: '2026-11-02T08:01:00Z',
  ...{ duration: 30, queued_duration: 30 },
});

describe("the documented export of GitLab's jobs", () => {
  it('follows the pages until there is none, each on a line, with the token in a header', async () => {
    const asked: string[] = [];
    const { text } = await exported(({ url = '', headers }, response) => {
      asked.push(url);
      expect(headers['private-token']).toBe(TOKEN);
      const page = asked.length;
      const own = `http://${headers.host}${url}`;
      const links = [
        `<${own}&cursor=first>; rel="first"`,
        ...(page < 3 ? [`<${own}&cursor=${page}>; rel="next"`] : []),
      ];
      response.setHeader('Link', page === 2 ? links.toReversed() : links);
      response.end(JSON.stringify([job(2 * page), job(2 * page + 1)]));
    });
    expect(asked[0]).toBe('/api/v4/projects/7/jobs?per_page=100&pagination=keyset&order_by=id');
    expect(asked.map((url) => url.match(/cursor=\w+/g)?.at(-1))).toEqual([undefined, 'cursor=1', 'cursor=2']);
    expect(text.trim().split('\n')).toHaveLength(3);
    expect(readJobs('jobs.json', text).trace.jobs).toHaveLength(6);
  });

  it.each([
    ['a refusal', 405, '{"error":"Keyset pagination is not yet available for this type of request"}'],
    ['an error page', 502, '<html>Bad Gateway'],
    ['a login page', 200, '<html>Sign in'],
  ])('stops at %s, which it shows, and keeps the pages before it', async (_, status, page) => {
    let asked = 0;
    const { shown, text } = await exported(({ headers, url }, response) => {
      if (++asked > 1) return response.writeHead(status).end(page);
      response.setHeader('Link', `<http://${headers.host}${url}&cursor=1>; rel="next"`);
      return response.end(JSON.stringify([job(1)]));
    });
    expect([asked, shown]).toEqual([2, `${page}\n`]);
    expect(readJobs('jobs.json', text).trace.jobs).toHaveLength(1);
  });
});
