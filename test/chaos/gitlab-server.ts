import { setDefaultCACertificates } from 'node:tls';
import { answering, authority, GITLAB, serve } from '../support/https-server.ts';

/** How the GitLab servers are, for preflight and registration alike. */
export type Health = 'well' | 'down' | 'refusing' | 'read-only';

const PATHS = ['/one', '/two'];

/** What preflight sees of GitLab, over real TLS: two servers under one address, trusted as a public one would be. */
export async function startGitLabServer() {
  let health: Health = 'well';
  const answers = PATHS.flatMap((path) =>
    Object.entries(GITLAB).map(([request, answer]) => [request.replace(' ', ` ${path}`), answer]),
  );
  const well = answering(Object.fromEntries(answers));
  const { url, stop } = await serve((request, response) => {
    if (health === 'down') request.socket.destroy();
    else well(request, response);
  }, authority.issue('127.0.0.1'));
  setDefaultCACertificates([authority.cert]);
  return {
    // By its number: thousands of look-ups of a name take their time.
    urls: PATHS.map((path) => url.replace('localhost', '127.0.0.1') + path),
    become(next: Health) {
      health = next;
    },
    health: () => health,
    stop,
  };
}

export type GitLabServer = Awaited<ReturnType<typeof startGitLabServer>>;
