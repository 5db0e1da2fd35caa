import fc from 'fast-check';

/** Of the function under test. */
export const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/11111111-2222-3333-4444-555555555555';
const OTHER = STACK_ID.replace('stack/ci', 'stack/other');

const FIELDS = [
  'RequestType',
  'StackId',
  'RequestId',
  'LogicalResourceId',
  'PhysicalResourceId',
  'ResourceType',
  'ResourceProperties',
  'OldResourceProperties',
];

const anything = fc.jsonValue({ maxDepth: 3 });

/** Events of which some are whole, some lack fields, and some have in them what nobody would send. */
export const anyEvent = (properties: Readonly<Record<string, unknown>>, responseUrl: string) =>
  fc
    .tuple(
      fc.record(
        {
          RequestType: fc.constantFrom('Create', 'Update', 'Delete', 'Upsert'),
          ResponseURL: fc.oneof({ weight: 9, arbitrary: fc.constant(responseUrl) }, unusableAddress),
          StackId: fc.oneof({ weight: 9, arbitrary: fc.constant(STACK_ID) }, fc.constant(OTHER), fc.string()),
          RequestId: fc.string(),
          LogicalResourceId: fc.oneof(fc.constant('Registration'), fc.string({ unit: 'grapheme' })),
          PhysicalResourceId: fc.oneof(
            fc.constant(`${STACK_ID}/x`),
            fc.string({ unit: 'grapheme', minLength: 1 }),
          ),
          ResourceProperties: anyProperties(properties),
        },
        { requiredKeys: ['ResponseURL'] },
      ),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        fc.dictionary(fc.constantFrom(...FIELDS), anything, {
          maxKeys: 3,
        }),
      ),
    )
    .map(([event, damage]) => ({ ...event, ...damage }));

const unusableAddress = fc.oneof(
  fc.constantFrom(
    '',
    'http://localhost/answer',
    '//localhost',
    'file:///etc/passwd',
    'https://',
    'https:// ',
  ),
  anything.filter((value) => !/^\s*https:/i.test(String(value))),
);

function anyProperties(properties: Readonly<Record<string, unknown>>) {
  const names = fc.oneof(fc.constantFrom(...Object.keys(properties)), fc.string());
  return fc
    .oneof({ weight: 4, arbitrary: fc.dictionary(names, anything, { maxKeys: 2 }) }, fc.array(anything))
    .map((changes) => (Array.isArray(changes) ? changes : { ...properties, ...changes }));
}
