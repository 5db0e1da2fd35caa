import { readGitLabUrl } from '../gitlab/url.ts';
import { normalisePem } from '../https/pem.ts';
import { type PropertyReader, propertyReader } from '../shared/property-reader.ts';
import { type Attributes, changedParameters, readAttributes } from './attributes.ts';
import { type CredentialKind, credentialFault, kindByPrefix, recogniseKind } from './credential.ts';
import { SCOPE } from './record.ts';
import { FAILURES } from './sentences.ts';

export interface Properties {
  readonly url: string;
  readonly kind: CredentialKind;
  /** Either the credential itself or the name of where it is kept. */
  readonly credential: { readonly value: string } | { readonly source: string };
  /** `instance`, `group/ID` or `project/ID`; empty unless the credential is an access token. */
  readonly scope: string;
  readonly attributes: Attributes;
  readonly strict: boolean;
  /** PEM, the name of an SSM parameter that holds it, or empty. */
  readonly caCertificate: string;
  readonly key: string;
}

const KINDS: readonly string[] = ['auto', 'registration', 'access', 'runner'];

/** Reads Custom::RunnerRegistration's properties; one OperatorError names every validation error in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const reader = propertyReader(raw);
  const { text, must } = reader;
  const properties = {
    url: readGitLabUrl(reader),
    ...readCredential(reader),
    attributes: readAttributes(reader),
    strict: text('StrictDeregistration') === 'true',
    caCertificate: normalisePem(text('GitLabCaCertificate')),
    key: text('KeyArn'),
  };
  const changed = properties.kind === 'runner' ? changedParameters(properties.attributes) : [];
  must(
    changed.length === 0,
    `a runner token brings its own tags and settings: set them in GitLab and leave ${changed.join(', ')} at the default`,
  );
  reader.finish(FAILURES.invalid);
  return properties;
}

function readCredential({ text, must }: PropertyReader) {
  const [token, source, scope] = [text('GitLabToken'), text('GitLabTokenSource'), text('RunnerScope')];
  const said = text('GitLabTokenKind') || 'auto';
  const kind = said === 'auto' ? recogniseKind(token) : (said as CredentialKind);
  must(!token !== !source, 'give either GitLabToken or GitLabTokenSource, and not both');
  must(
    !source || said !== 'auto',
    'GitLabTokenKind must say what GitLabTokenSource holds, since only its name is known here',
  );
  must(KINDS.includes(said), 'GitLabTokenKind must be auto, registration, access or runner');
  const fault = token && credentialFault('GitLabToken', token, said !== 'auto');
  must(!fault, fault || '');
  must(
    kind !== 'access' || SCOPE.test(scope),
    'an access token needs RunnerScope: instance, group/ID or project/ID, with the ID of Actions > Copy group ID or Copy project ID in GitLab',
  );
  must(
    kind === 'access' || !scope,
    `RunnerScope is only for access tokens, and ${whyNotAccess(said, token)}: leave it empty, or set GitLabTokenKind to access`,
  );
  return { kind, scope, credential: source ? { source } : { value: token } };
}

function whyNotAccess(said: string, token: string): string {
  if (said !== 'auto') return `GitLabTokenKind says ${said}`;
  return kindByPrefix(token)
    ? `GitLabToken begins like a ${kindByPrefix(token)} token`
    : 'GitLabToken does not begin like one (glpat-)';
}
