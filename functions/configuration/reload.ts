export type Effect = 'reload' | 'replace-manager';

/**
 * How a change of each key reaches a running gitlab-runner, which reads the file again every 3 s. Of a scaler
 * that lives it takes over the policy alone, and a changed URL starts a second scaler that removes the
 * first one's workers: https://docs.gitlab.com/runner/configuration/advanced-configuration/
 */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  concurrent: 'reload',
  // Read when it shuts down.
  shutdown_timeout: 'reload',
  'machine.shutdown_drain': 'reload',
  // What AdditionalRunnerConfig brings: each job is run with the section as it is then.
  runners: 'reload',
  'runners.name': 'reload',
  'runners.url': 'replace-manager',
  'runners.executor': 'replace-manager',
  'runners.limit': 'reload',
  'runners.request_concurrency': 'reload',
  'runners.environment': 'reload',
  // Its connections to GitLab are kept by this name too, so a new one makes new connections.
  'runners.tls-ca-file': 'reload',
  'runners.docker': 'reload',
  'runners.cache': 'reload',
  'runners.autoscaler': 'replace-manager',
  'runners.autoscaler.policy': 'reload',
  // Read for each machine that is made or removed; the machines that are there stay as they are.
  'runners.machine': 'reload',
};

/** What the most exact entry of the table says; what nobody thought of replaces the manager, which is safe. */
export function effectOf(path: string): Effect {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const effect = EFFECTS[parts.slice(0, length).join('.')];
    if (effect) return effect;
  }
  return 'replace-manager';
}
