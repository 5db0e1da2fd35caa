import { parseProperties as parseConfiguration } from '../../functions/configuration/parse-properties.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { inOneArchitecture } from '../../functions/preflight/checks/instance-types.ts';
import { parseProperties as parsePreflight } from '../../functions/preflight/properties.ts';
import { startReport } from '../../functions/preflight/report.ts';
import { parseProperties as parseRegistration } from '../../functions/registration/properties.ts';
import { type Evaluated, evaluate } from '../lib/evaluate.ts';
import { architectureOf } from './prices.ts';
import type { Stack } from './stack.ts';

export interface Filled {
  readonly region: string;
  readonly stackName: string;
  /** Every parameter that is not secret. */
  readonly parameters: Readonly<Record<string, string>>;
}
/** In the words of the stack that would say it. */
export interface Verdict {
  readonly refusals: readonly string[];
  /** What is refused only if the credential, which the page never has, is an access token. */
  readonly ofAccessToken: string | undefined;
}
type Properties = Readonly<Record<string, unknown>>;
type Refused = (stack: Stack, filled: Filled) => string[];

/** What a stack of these parameters would refuse, of what can be known without the credential and the account. */
export function verdict(stack: Stack, filled: Filled): Verdict {
  const tokens = possibleTokens(filled.parameters).map((token) =>
    refusalOf(parseRegistration, propertiesOf(stack, filled, 'Registration', token)),
  );
  const [ofAccessToken] = tokens;
  // Whichever it is, what is wrong with all of them is said in the fewest words.
  const ofAnyToken = tokens.every(Boolean)
    ? tokens.toSorted((one, other) => (one?.length ?? 0) - (other?.length ?? 0))[0]
    : undefined;
  return {
    refusals: [
      ...broken(stack, filled),
      ...ofPreflight(stack, filled),
      ...(ofAnyToken ? [ofAnyToken] : []),
      ...ofConfiguration(stack, filled),
    ],
    ofAccessToken: ofAnyToken ? undefined : ofAccessToken,
  };
}

/** What the template's Rules assert, and does not hold. */
const broken: Refused = (stack, filled) =>
  (Object.values(stack.Rules) as Rule[])
    .filter(({ RuleCondition = true }) => evaluated(stack, filled).of(RuleCondition))
    .flatMap(({ Assertions }) => Assertions)
    .filter(({ Assert }) => !evaluated(stack, filled).of(Assert))
    .map(({ AssertDescription }) => AssertDescription);

interface Rule {
  readonly RuleCondition?: unknown;
  readonly Assertions: ReadonlyArray<{ readonly Assert: unknown; readonly AssertDescription: string }>;
}

const ofPreflight: Refused = (stack, filled) => {
  const refusal = refusalOf(parsePreflight, propertiesOf(stack, filled, 'Preflight'));
  return refusal ? [refusal] : mixedArchitectures(filled.parameters);
};

const ofConfiguration: Refused = (stack, filled) => {
  const refusal = refusalOf(parseConfiguration, propertiesOf(stack, filled, 'Configuration'));
  return refusal ? [refusal] : [];
};

/** Of the types that the price list knows: EC2 decides of the others. */
function mixedArchitectures({ WorkerInstanceTypes = '' }: Filled['parameters']): string[] {
  const known = WorkerInstanceTypes.split(',').flatMap((name) => {
    const architecture = architectureOf(name);
    return architecture ? [{ name, architectures: [architecture], vCpus: 0 }] : [];
  });
  const { report, verdict } = startReport();
  const names = known.map(({ name }) => name);
  inOneArchitecture(known, 'WorkerInstanceTypes', names, report);
  return [...verdict(true).errors];
}

/** One of each kind that the credential may be, an access token first; none is a credential. */
function possibleTokens({ GitLabTokenSource, GitLabTokenKind }: Filled['parameters']): readonly string[] {
  if (GitLabTokenSource) return [''];
  return GitLabTokenKind === 'auto'
    ? ['glpat-typed-later', 'glrt-typed-later', 'typed-later']
    : ['typed-later'];
}

function propertiesOf(stack: Stack, filled: Filled, name: keyof Stack['Resources'], token?: string) {
  return evaluated(stack, filled, token).of(stack.Resources[name].Properties) as Properties;
}

function evaluated(stack: Stack, { region, stackName, parameters }: Filled, token?: string): Evaluated {
  const [first = ''] = possibleTokens(parameters);
  const made: Properties = { ...MADE, 'Preflight.Zones': `${region}a` };
  return evaluate(stack, {
    parameters: { ...parameters, GitLabToken: token ?? first },
    pseudo: {
      'AWS::Region': region,
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:000000000000:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
    },
    attribute: (logicalId, attribute) => made[`${logicalId}.${attribute}`] ?? 'made-by-the-stack',
  });
}

/** What preflight answers, in its form. */
const MADE = {
  'Preflight.VpcId': 'vpc-0',
  'Preflight.SubnetIds': 'subnet-0',
  'Preflight.WorkerImage': 'ami-00000000',
  'Preflight.WorkerRootDevice': '/dev/xvda',
};

function refusalOf(parse: (raw: Properties) => unknown, properties: Properties): string | undefined {
  try {
    parse(properties);
    return undefined;
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
}
