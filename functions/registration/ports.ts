import type { GitLabAddress } from '../gitlab/call.ts';
import type { Sleep } from '../shared/retry.ts';
import type { CredentialKind } from './credential.ts';

/** What GitLab returns once, when a runner is created. */
export interface NewRunner {
  readonly id: string;
  readonly token: string;
  /** RFC 3339, or null when the token does not expire. */
  readonly tokenExpiresAt: string | null;
}

/** GitLab, for one URL and one stretch of time; every method throws a GitLabError. */
export interface GitLab {
  create(
    kind: CredentialKind,
    credential: string,
    scope: string,
    fields: Record<string, unknown>,
  ): Promise<NewRunner>;
  verify(token: string, systemId: string): Promise<NewRunner>;
  forgetManager(token: string, systemId: string): Promise<void>;
  /** The runner's description. */
  describe(accessToken: string, runnerId: string): Promise<string>;
  edit(accessToken: string, runnerId: string, fields: Record<string, unknown>): Promise<void>;
  removeByToken(token: string): Promise<void>;
  removeById(accessToken: string, runnerId: string): Promise<void>;
  /** Ids of the scope's runners whose description holds the marker. */
  findByMarker(accessToken: string, scope: string, marker: string): Promise<string[]>;
}

export interface Stored {
  readonly value: string;
  readonly version: number;
  /** Why its key does not give the value out, which is empty then. */
  readonly withheld?: string | undefined;
}

/**
 * Versioned secrets under names: the one place where a registration is written down. What may pass, such as what a
 * new role is refused, is waited for so many milliseconds; not at all unless it is said.
 */
export interface Store {
  /** The new version, or undefined when the name is taken. */
  create(
    name: string,
    value: string,
    key: string,
    signal: AbortSignal,
    retryFor?: number,
  ): Promise<number | undefined>;
  /** The new version: 1 when nothing was there any more. */
  replace(name: string, value: string, key: string, signal: AbortSignal): Promise<number>;
  /** Gives what is stored under a name ResourceTags as they are now; nothing there counts as done. */
  tag(name: string, signal: AbortSignal): Promise<void>;
  read(name: string, signal: AbortSignal, retryFor?: number): Promise<Stored | undefined>;
  /** Names directly under a path. */
  list(path: string, signal: AbortSignal): Promise<string[]>;
  /** Nothing there counts as done. */
  remove(name: string, signal: AbortSignal): Promise<void>;
  /** A plain, readable parameter. */
  leaveNote(name: string, text: string, signal: AbortSignal): Promise<void>;
}

export interface Clock {
  now(): number;
  readonly sleep: Sleep;
}

/** Reads a credential or a certificate by the name that stands for it. */
export type ReadSource = (name: string, signal: AbortSignal) => Promise<string>;

export interface Outside {
  readonly store: Store;
  readonly clock: Clock;
  readonly readSource: ReadSource;
  connect(address: GitLabAddress): GitLab;
  /** A random value no other invocation has. */
  nonce(): string;
}
