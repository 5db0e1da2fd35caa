import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { place } from '../../../scripts/local/machine/outside.ts';

const UNIT = 'etc/systemd/system/gitlab-runner.service';

/** How many of a machine's seconds pass in one. */
export const FACTOR = 50;

/** Lets time pass faster on a machine that has booted, and for how long its systemd waits before it kills. */
export function scaleClock(root: string): void {
  scaleSleeps(root);
  const unit = readFileSync(join(root, UNIT), 'utf8');
  const scaled = unit.replace(
    /^TimeoutStopSec=(\d+)s (\d+)s$/m,
    (_, drain, more) => `TimeoutStopSec=${drain / FACTOR} ${more / FACTOR}`,
  );
  writeFileSync(join(root, UNIT), scaled);
}

/** Lets time pass faster on a machine for sleep and for Python. */
export function scaleSleeps(root: string, factor = FACTOR): void {
  const sleep = `#!/bin/sh\nexec /bin/sleep "$(awk "BEGIN { print $1 / ${factor} }")"\n`;
  place(root, 'usr/local/bin/sleep', sleep, 0o755);
  beforePython(
    root,
    `import time; time.sleep = lambda t, s=time.sleep: s(t / ${factor}); time.monotonic = lambda m=time.monotonic: m() * ${factor}`,
  );
}

/** Lets each sleep of Python's programs count tenfold and pass fast; the time that work takes stays as it is. */
export function sleepsCountTenfold(root: string): void {
  beforePython(
    root,
    `import time; slept = [0]; time.monotonic = lambda m=time.monotonic, s=slept: m() + sum(s); time.sleep = lambda t, z=time.sleep, s=slept: (s.append(10 * t), z(t / ${FACTOR}))[1]`,
  );
}

/** A .pth file's line that starts with import is run before any script. */
function beforePython(root: string, line: string): void {
  const packages = execFileSync('/usr/bin/python3', ['-c', 'import site; print(site.getsitepackages()[0])']);
  place(root, join(String(packages).trim(), 'clock.pth'), `${line}\n`);
}

/**
 * Stops time on a machine but for its sleeps, each of which moves /outside/clock on and takes no time at all.
 * A script that only sleeps and calls plays hours in moments, and every moment is exact.
 */
export function sleepMovesTheClock(root: string): void {
  place(root, 'outside/clock', '0\n');
  const sleep = '#!/bin/bash\nread -r now < /outside/clock\necho $((now + $1)) > /outside/clock\n';
  place(root, 'usr/local/bin/sleep', sleep, 0o755);
}
