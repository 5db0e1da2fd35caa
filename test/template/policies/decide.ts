import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../../../scripts/lib/project.ts';
import type { Call, Context, Target } from './call.ts';

export type Decision = 'Allow' | 'Deny' | 'ImplicitDeny';
export interface Request {
  readonly policies: readonly object[];
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

const PYTHON = join(PROJECT, '.tools/emulator/bin/python3');

/** What IAM would decide, as the emulator's evaluator of policies has it; one process for all requests. */
export function decide(requests: readonly Request[]): Decision[] {
  const input = JSON.stringify(requests);
  const script = join(import.meta.dirname, 'evaluate.py');
  return JSON.parse(execFileSync(PYTHON, [script], { input, encoding: 'utf8' }));
}

/** A call in words, such as `s3:GetObject on bucket/key`, and the decision. */
export type Judged = readonly [call: string, decision: Decision];

/** Every call on the stack's own resources, or on another's, with the decision. */
export function judge(
  policies: readonly object[],
  calls: readonly Call[],
  whose: 'own' | 'others',
): Judged[] {
  const asked = calls.flatMap(({ action, [whose]: targets = [] }) =>
    targets.map((target) => ({ policies, action, ...parts(target) })),
  );
  const decisions = decide(asked);
  return asked.map((request, index) => [inWords(request), decisions[index] ?? 'ImplicitDeny']);
}

const parts = (target: Target) =>
  typeof target === 'string'
    ? { resource: target, context: {} }
    : { resource: target[0], context: target[1] };

function inWords({ action, resource, context }: Request): string {
  const conditions = Object.entries(context).map(([key, value]) => `${key}=${value}`);
  return `${action} on ${resource}${conditions.length > 0 ? ` with ${conditions.join(', ')}` : ''}`;
}
