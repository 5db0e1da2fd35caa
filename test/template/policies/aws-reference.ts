import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../support/server.ts';

// cfn-lint brings AWS's service authorization reference and the schemas of CloudFormation's registry.
const [DATA = ''] = globSync(join(PROJECT, '.tools/sam/lib/python3*/site-packages/cfnlint/data'));
const read = (...path: readonly string[]) => JSON.parse(readFileSync(join(DATA, ...path), 'utf8'));

type Services = Record<string, { Actions: Record<string, { Resources?: string[] }> }>;
const services: Services = read('AdditionalSpecs', 'Policies.json');

/** The kinds of resources that an action can be granted on; none where only `*` is possible, undefined for no action. */
export function kindsOf(action: string): readonly string[] | undefined {
  const [service = '', name = ''] = action.split(':');
  const found = services[service]?.Actions[name.toLowerCase()];
  return found && (found.Resources ?? []);
}

const HANDLERS = ['create', 'read', 'update', 'delete'] as const;
interface Schema {
  readonly handlers?: Partial<Record<(typeof HANDLERS)[number], { readonly permissions: readonly string[] }>>;
}
const schemas: Record<string, string> = read('schemas', 'providers', 'us-east-1.json');

/** What CloudFormation's handlers of a resource type ask to be allowed to do; some are wildcards. */
export function handlerPermissions(type: string): string[] {
  const { handlers = {} }: Schema = read('schemas', 'resources', `${schemas[type]}.json`);
  return [...new Set(HANDLERS.flatMap((handler) => handlers[handler]?.permissions ?? []))].sort();
}
