import { run } from './commands.ts';
import type { ServiceStep } from './config.ts';

/** Brings a systemd service to where it is wanted; `changed` says that a file or command that it listens to was. */
export function settle(service: ServiceStep, changed: boolean): { done: string[]; failed?: string } {
  const done: string[] = [];
  for (const verb of verbs(service, changed)) {
    const { succeeded, output } = run(['systemctl', verb, service.name]);
    if (!succeeded) return { done, failed: `systemctl ${verb} ${service.name}: ${output}` };
    done.push(verb);
  }
  return { done };
}

function verbs({ name, enabled, ensureRunning }: ServiceStep, changed: boolean): string[] {
  const running = run(['systemctl', 'is-active', '--quiet', name]).succeeded;
  const wanted = enabled === undefined ? [] : [enabled ? 'enable' : 'disable'];
  if (ensureRunning === true && !running) wanted.push('start');
  else if (ensureRunning === false && running) wanted.push('stop');
  else if (running && changed) wanted.push('restart');
  return wanted;
}
