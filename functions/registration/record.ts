import { storable } from '../aws/parameter-value.ts';
import { readDate, readRunnerId, readToken, readUrl } from '../gitlab/forms.ts';
import type { Attributes } from './attributes.ts';
import type { CredentialKind } from './credential.ts';

interface Origin {
  readonly url: string;
  readonly kind: CredentialKind;
  readonly scope: string;
  /** Of the event that made it, or found it as another Create had left it; empty from releases before that was written. */
  readonly attempt: string;
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

/** A token that GitLab Runner has renewed, as the manager writes it down beside the registration. */
export type Renewed = Pick<Registration, 'token' | 'tokenObtainedAt' | 'tokenExpiresAt'>;

/** How far ahead the clock of another invocation may be, in milliseconds. */
export const CLOCK_SKEW = 5_000;
const KINDS: readonly CredentialKind[] = ['registration', 'access', 'runner'];
export const SCOPE = /^(instance|(group|project)\/\d{1,15})$/;

/** A record as it is stored. */
export const writeRecord = (record: Claim | Registration) => storable(JSON.stringify(record));

/**
 * The record, or undefined when what is stored is none. Each field is checked: who may write the parameter does not
 * thereby choose what the user's access token is used for. No invocation makes a claim in the future of `now`, in
 * milliseconds since the epoch.
 */
export function readRecord(value: string, now: number): Claim | Registration | undefined {
  const fields = parseFields(value);
  const origin = readOrigin(fields);
  if (!origin) return undefined;
  if (fields.state === 'claimed') return readClaim(origin, fields, now);
  return fields.state === 'registered' ? readRegistration(origin, fields) : undefined;
}

/** What the manager has written down, or undefined when it cannot be that. */
export function readRenewed(value: string): Renewed | undefined {
  return readDatedToken(parseFields(value));
}

type Fields = Readonly<Record<string, unknown>>;

function readOrigin({ url: address, kind: named, scope, attempt: of = '' }: Fields): Origin | undefined {
  const url = readUrl(address);
  const kind = KINDS.find((one) => one === named);
  const attempt = typeof of === 'string' && /^[0-9a-f]{0,12}$/.test(of) ? of : undefined;
  if (!url || !kind || typeof scope !== 'string' || attempt === undefined) return undefined;
  return (kind === 'access' ? SCOPE.test(scope) : scope === '') ? { url, kind, scope, attempt } : undefined;
}

function readClaim(origin: Origin, { owner, at }: Fields, now: number): Claim | undefined {
  if (typeof owner !== 'string' || typeof at !== 'number' || !Number.isSafeInteger(at)) return undefined;
  if (at > now + CLOCK_SKEW) return undefined;
  return { state: 'claimed', owner, at, ...origin };
}

function readRegistration(origin: Origin, fields: Fields): Registration | undefined {
  const { editing, key, attributes } = fields;
  const runnerId = readRunnerId(fields.runnerId);
  const dated = readDatedToken(fields);
  if (!runnerId || !dated || typeof key !== 'string' || !/^[\w:/-]*$/.test(key)) return undefined;
  // They are only compared with the wanted ones, so their own form does not matter.
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const applied = attributes as Attributes;
  const edit = editing === true ? { editing: true as const } : {};
  return { state: 'registered', ...origin, attributes: applied, key, runnerId, ...dated, ...edit };
}

function readDatedToken({ token: text, tokenObtainedAt, tokenExpiresAt }: Fields): Renewed | undefined {
  const [token, obtainedAt, expiresAt] = [
    readToken(text),
    readDate(tokenObtainedAt),
    readDate(tokenExpiresAt),
  ];
  if (!token || !obtainedAt || (!expiresAt && tokenExpiresAt !== null)) return undefined;
  return { token, tokenObtainedAt: obtainedAt, tokenExpiresAt: expiresAt ?? null };
}

function parseFields(value: string): Fields {
  try {
    return Object(JSON.parse(value)) as Fields;
  } catch {
    return {};
  }
}
