import { type Given, withParameters } from '../lib/conditions.ts';
import { needs } from '../lib/references.ts';
import type { Resource, Template } from '../lib/template.ts';
import { DURATIONS, OF_THE_MANAGER, type Seconds } from './durations.ts';
import { longestChain, type Step, type Work } from './longest.ts';

/** `replacement` is an update to a new release: functions, config.toml and launch template change, and so the manager. */
export const OPERATIONS = ['create', 'idle delete', 'replacement'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The critical path of what CloudFormation does with the stack, with these parameters and the others at their defaults. */
export function criticalPath(
  operation: Operation,
  template: Template,
  given: Given,
  which: keyof Seconds = 'typical',
): Step[] {
  const stack = withParameters(template, given);
  const order = orders(stack)[operation];
  const works = Object.entries(stack.Resources).map(([name, resource]): [string, Work] => [
    name,
    { after: order(name), seconds: secondsFor(operation, name, resource, stack)[which] },
  ]);
  return longestChain(new Map(works));
}

/** What a resource waits for: what it needs, and on a delete what needs it. */
function orders(stack: Template): Readonly<Record<Operation, (name: string) => readonly string[]>> {
  const all = Object.entries(stack.Resources);
  const needed = new Map(all.map(([name, resource]) => [name, needs(resource, stack)]));
  const forward = (name: string) => needed.get(name) ?? [];
  const backward = (name: string) =>
    [...needed].filter(([, names]) => names.includes(name)).map(([one]) => one);
  return { create: forward, 'idle delete': backward, replacement: forward };
}

const NOTHING: Seconds = { low: 0, typical: 0, high: 0 };

function secondsFor(operation: Operation, name: string, resource: Resource, stack: Template): Seconds {
  const { create, update, delete: deletion } = durationOf(resource.Type);
  if (operation === 'create') return create;
  if (operation === 'replacement' && !isOfTheRelease(resource, stack)) return NOTHING;
  if (name === 'ManagerGroup')
    return OF_THE_MANAGER[operation === 'replacement' ? 'replace' : 'delete'].seconds;
  if (operation === 'idle delete') return deletion;
  if (!update) throw new Error(`How long does an update of ${name}, ${resource.Type}, take?`);
  return update;
}

function durationOf(type: string) {
  const duration = DURATIONS[type] ?? DURATIONS[type.replace(/^Custom::.*/, 'Custom::*')];
  if (!duration) throw new Error(`How long does CloudFormation take for ${type}?`);
  return duration;
}

/** What a new release changes: code, what has its version in it, and the groups whose launch template has. */
function isOfTheRelease({ Type, Properties }: Resource, stack: Template): boolean {
  if (Type === 'AWS::Lambda::Function') return true;
  const text = JSON.stringify(Properties ?? {});
  if (text.includes('{"Fn::FindInMap":["Stack","Release","Version"]}')) return true;
  const launched = /{"Fn::GetAtt":\["(\w+)","LatestVersionNumber"\]}/.exec(text)?.[1];
  const launchTemplate = launched ? stack.Resources[launched] : undefined;
  return launchTemplate !== undefined && isOfTheRelease(launchTemplate, stack);
}
