import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import type { Attributes } from './attributes.ts';
import type { CredentialKind } from './credential.ts';
import { FAILURES } from './sentences.ts';

interface Origin {
  readonly url: string;
  readonly kind: CredentialKind;
  readonly scope: string;
}

/** Written before GitLab is asked for anything: this registration is being made. */
export interface Claim extends Origin {
  readonly state: 'claimed';
  /** The invocation's nonce: two deliveries of one event share everything else. */
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A registration, as the manager reads it and as the deregistration will need it. */
export interface Registration extends Origin {
  readonly state: 'registered';
  readonly runnerId: string;
  readonly token: string;
  readonly tokenObtainedAt: string;
  readonly tokenExpiresAt: string | null;
  /** The attributes last surely applied. */
  readonly attributes: Attributes;
  /** An edit was begun and its outcome is not known. */
  readonly editing?: true;
  /** The KMS key under which this is written; empty for the account's default. */
  readonly key: string;
}

/** A registration as it is stored now. */
export interface Current {
  readonly registration: Registration;
  readonly version: number;
}

export function readRecord(name: string, value: string): Claim | Registration {
  try {
    const record = JSON.parse(value) as Claim | Registration;
    if (record.state === 'claimed' || (record.state === 'registered' && record.token)) return record;
  } catch {
    // What is there was not written by this stack: said below, without quoting it.
  }
  throw new OperatorError(say(FAILURES.inTheWay, { name }));
}
