// From common/version.go and helpers/cli/runtime_platform.go of gitlab-runner 19.4.0. The version that is played is the one that
// was downloaded.
import { log } from './log.ts';

/** Whose sources were read, and at which commit of gitlabhq/gitlab-runner. */
const REVISIONS: Readonly<Record<string, string>> = { '19.3.0': '98f3339d', '19.4.0': 'd79f3e7b' };

export const version = process.env.STAND_IN_VERSION ?? '19.4.0';
const revision = REVISIONS[version];
if (revision === undefined)
  throw new Error(`The sources of gitlab-runner ${version} were not read for this stand-in.`);
const arch = process.arch === 'x64' ? 'amd64' : process.arch;

/** What --version shows; what only a build knows is left empty. */
export const VERSION = `Version:      ${version}
Git revision: ${revision}
Git branch:   HEAD
GO version:   ${''}
Built:        ${''}
OS/Arch:      linux/${arch}`;

/** Every command's first line. */
export const runtimePlatform = () =>
  log('info', 'Runtime platform', { arch, os: 'linux', pid: process.pid, revision: revision ?? '', version });
