import { json, type Reply } from './reply.ts';

// The forms in which GitLab says no. lib/api/helpers.rb of 18.x, where no other file is named.

const message = (status: number, text: string) => json(status, { message: text });

export const forbidden = (reason = ''): Reply => message(403, `403 Forbidden${reason && ` - ${reason}`}`);
export const badRequest = (reason: string): Reply => message(400, `400 Bad request - ${reason}`);
export const unauthorized: Reply = message(401, '401 Unauthorized');
export const notFound = (what = ''): Reply => message(404, `404 ${what && `${what} `}Not Found`);
export const gone: Reply = message(410, '410 Gone - runner registration disallowed');
/** Of a runner that has lost its project or group. */
export const orphaned: Reply = message(422, 'Runner is orphaned');
export const preconditionFailed: Reply = message(412, '412 Precondition Failed');

/** What a service says of why it failed. */
export const refused = (reason: string): Reply => message(400, reason);

/** Validation by the model: each attribute with its complaints. */
export const invalid = (complaints: Record<string, string[]>): Reply => json(400, { message: complaints });

/** Validation by Grape, before the endpoint runs. */
export const grape = (complaint: string): Reply => json(400, { error: complaint });
export const noRoute: Reply = json(404, { error: '404 Not Found' });

/** A token that is no longer good. lib/api/api_guard.rb */
export const invalidToken = (state: 'expired' | 'revoked'): Reply =>
  json(401, {
    error: 'invalid_token',
    error_description:
      state === 'expired'
        ? 'Token is expired. You can either do re-authorization or token refresh.'
        : 'Token was revoked. You have to re-authorize from the user.',
  });

/** A fine-grained token that lacks a permission. */
export const denied = (why: string): Reply =>
  json(403, { error: 'insufficient_granular_scope', error_description: `Access denied: ${why}` });

/** What a fine-grained token may not know of; not the words for a runner that is gone. */
export const notFoundAtAll: Reply = message(404, '404 Not Found');

export const readOnly: Reply = message(403, 'You cannot perform write operations on a read-only instance');
export const underMaintenance: Reply = message(503, 'GitLab Maintenance: system is in maintenance mode');

export const insufficientScope = (wanted: readonly string[]): Reply =>
  json(403, {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: wanted.join(' '),
  });

/** Rack::Attack's throttle, which is no JSON. */
export const throttled = (retryAfter?: string): Reply => ({
  status: 429,
  headers: {
    'content-type': 'text/plain',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  },
  body: 'Retry later\n',
});

/** While database migrations run, before every runner endpoint. */
export const migrating = (retryAfter = '60'): Reply =>
  json(429, { message: 'Executing database migrations. Please retry later.' }, { 'retry-after': retryAfter });
