import { configuredStack } from '../lib/configured-stack.ts';
import { GIVEN } from '../lib/samples/parameters.ts';

export const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/11111111-2222-3333-4444-555555555555';

/** What CloudFormation sends a resource's function, of which it makes texts; parameters that are not named have their defaults. */
export function propertiesSent(logicalId: string, parameters: Readonly<Record<string, string>> = {}) {
  const properties = configuredStack({ ...GIVEN, ...parameters }).propertiesOf(logicalId);
  const sent = (_: string, value: unknown) =>
    /^(number|boolean)$/.test(typeof value) ? String(value) : value;
  return JSON.parse(JSON.stringify(properties, sent)) as Readonly<Record<string, unknown>>;
}
