import { createHash } from 'node:crypto';
import type { Stack } from '../custom-resource/resource.ts';
import type { Properties } from './properties.ts';

/** Where all registrations of one custom resource live in Parameter Store. */
export function pathOf(stack: Stack): string {
  return `/gitlab-runner/${stack.guid}/${stack.logicalId}/`;
}

/**
 * The physical id and the SecureString's name: the path and a fingerprint of what makes it this runner.
 * What can be changed in place is left out of it, so that only a different runner is a replacement.
 * See docs/development/decisions/0002-identity.md.
 */
export function identify(properties: Properties, stack: Stack): string {
  const { url, kind, credential, scope, attributes } = properties;
  const named = 'source' in credential ? ['source', credential.source] : ['value', credential.value];
  const parts = {
    registration: [named, attributes],
    access: [scope],
    runner: [named],
  }[kind];
  return pathOf(stack) + digest([stack.guid, url, kind, ...parts]).slice(0, 32);
}

/** A runner's mark in its GitLab description: by it an orphan is found whose id nobody ever learnt. */
export function markerOf(id: string): string {
  return `stack-${digest(id).slice(0, 12)}`;
}

/** The `system_id` under which an adopted runner's token is tried; gitlab-runner's own form is s_ or r_ and 12 characters. */
export function systemIdOf(id: string): string {
  return `r_${digest(id).slice(0, 12)}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
