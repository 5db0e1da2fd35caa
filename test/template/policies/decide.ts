import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../../support/server.ts';
import type { Call, Target } from './call.ts';

export type Decision = 'Allow' | 'Deny' | 'ImplicitDeny';
export interface Request {
  readonly policies: readonly object[];
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const PYTHON = join(PROJECT, '.tools/emulator/bin/python3');

/** What IAM would decide, as the emulator's evaluator of policies has it; one process for all requests. */
export function decide(requests: readonly Request[]): Decision[] {
  const input = JSON.stringify(requests);
  const script = join(import.meta.dirname, 'evaluate.py');
  return JSON.parse(execFileSync(PYTHON, [script], { input, encoding: 'utf8' }));
}

export interface Judged {
  readonly action: string;
  readonly by: string;
  readonly target: string;
  readonly decision: Decision;
}

/** Every call on the stack's own resources, or on another's, with the decision. */
export function judge(
  policies: readonly object[],
  calls: readonly Call[],
  whose: 'own' | 'others',
): Judged[] {
  const asked = calls.flatMap((call) => (call[whose] ?? []).map((target) => ({ call, target })));
  const decisions = decide(
    asked.map(({ call, target }) => ({ policies, action: call.action, ...parts(target) })),
  );
  return asked.map(({ call: { action, by }, target }, index) => ({
    action,
    by,
    target: JSON.stringify(target),
    decision: decisions[index] ?? 'ImplicitDeny',
  }));
}

const parts = (target: Target) =>
  typeof target === 'string'
    ? { resource: target, context: {} }
    : { resource: target[0], context: target[1] };
