import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../../scripts/lib/project.ts';

// cfn-lint brings AWS's service authorization reference and the schemas of CloudFormation's registry.
const [DATA = ''] = globSync(join(PROJECT, '.tools/sam/lib/python3*/site-packages/cfnlint/data'));
const read = (...path: readonly string[]) => JSON.parse(readFileSync(join(DATA, ...path), 'utf8'));

type Services = Record<string, { Actions: Record<string, { Resources?: string[] }> }>;
const services: Services = read('AdditionalSpecs', 'Policies.json');

/** The kinds of resources that an action can be granted on; none where only `*` is possible, undefined for no action. */
export function kindsOf(action: string): readonly string[] | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  const { Actions = {} } = services[service] ?? {};
  // A wildcard stands for what only describes.
  if (name.endsWith('*'))
    return Object.keys(Actions).some((one) => one.startsWith(name.slice(0, -1))) ? [] : undefined;
  return Actions[name] && (Actions[name].Resources ?? []);
}

const HANDLERS = ['create', 'read', 'update', 'delete'] as const;
interface Schema {
  readonly tagging?: { readonly permissions?: readonly string[] };
  readonly handlers?: Partial<Record<(typeof HANDLERS)[number], { readonly permissions: readonly string[] }>>;
}
const schemas: Record<string, string> = read('schemas', 'providers', 'us-east-1.json');

/** What CloudFormation's handlers of a resource type ask to be allowed to do; some are wildcards. */
export function handlerPermissions(type: string): string[] {
  const { handlers = {}, tagging = {} }: Schema = read('schemas', 'resources', `${schemas[type]}.json`);
  const permissions = HANDLERS.flatMap((handler) => handlers[handler]?.permissions ?? []);
  return [...new Set([...permissions, ...(tagging.permissions ?? [])])].sort();
}
