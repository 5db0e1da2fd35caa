import { parseProperties as parseConfiguration } from '../../functions/configuration/parse-properties.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { inOneArchitecture } from '../../functions/preflight/checks/instance-types.ts';
import { parseProperties as parsePreflight } from '../../functions/preflight/properties.ts';
import { startReport } from '../../functions/preflight/report.ts';
import { parseProperties as parseRegistration } from '../../functions/registration/properties.ts';
import { type Evaluated, evaluate } from '../lib/evaluate.ts';
import { referencesIn } from '../lib/references.ts';
import { architectureOf } from './prices.ts';
import type { Stack } from './stack.ts';

export interface Filled {
  readonly region: string;
  readonly stackName: string;
  /** Every parameter that is not secret. */
  readonly parameters: Readonly<Record<string, string>>;
}
/** In the words of the stack that would say it. */
export interface Refusal {
  readonly sentence: string;
  /** The one to correct; undefined where it is none of those that are filled in. */
  readonly parameter: string | undefined;
}
export interface Verdict {
  readonly refusals: readonly Refusal[];
  /** What is refused only if the credential, which the page never has, is an access token. */
  readonly ofAccessToken: string | undefined;
}
type Properties = Readonly<Record<string, unknown>>;

const PARSERS: Readonly<Record<keyof Stack['Resources'], (raw: Properties) => unknown>> = {
  Preflight: parsePreflight,
  Registration: parseRegistration,
  Configuration: parseConfiguration,
};

/** What a stack of these parameters would refuse, of what can be known without the credential and the account. */
export function verdict(stack: Stack, filled: Filled): Verdict {
  const refusalOf = (name: keyof Stack['Resources'], token?: string) => {
    const properties = evaluated(stack, filled, token).of(stack.Resources[name].Properties);
    return sentenceOf(() => PARSERS[name](properties as Properties));
  };
  const ofTokens = possibleTokens(filled.parameters).map((token) => refusalOf('Registration', token));
  // Whichever it is, what is wrong with all of them is said in the fewest words.
  const [ofAnyToken] = ofTokens.every((one) => one !== undefined)
    ? ofTokens.toSorted((one, other) => one.length - other.length)
    : [];
  const ofPreflight = refusalOf('Preflight') ?? mixedArchitectures(filled.parameters);
  const ofFunctions = [ofPreflight, ofAnyToken, refusalOf('Configuration')];
  return {
    refusals: [
      ...broken(stack, filled),
      ...ofFunctions.filter((one) => one !== undefined).map((sentence) => refusedFor(sentence, filled)),
    ],
    ofAccessToken: ofAnyToken ? undefined : ofTokens[0],
  };
}

/** Of the parameters that a function's sentence names, the first is the one to correct. */
const refusedFor = (sentence: string, { parameters }: Filled): Refusal => ({
  sentence,
  parameter: sentence.match(/\w+/g)?.find((word) => Object.hasOwn(parameters, word)),
});

/** What the template's Rules assert, and does not hold. Of the parameters that it is about, an empty one is to be given. */
function broken(stack: Stack, filled: Filled): Refusal[] {
  const { of } = evaluated(stack, filled);
  return Object.values(stack.Rules)
    .filter(({ RuleCondition = true }) => of(RuleCondition))
    .flatMap(({ Assertions }) => Assertions.filter(({ Assert }) => !of(Assert)))
    .map(({ Assert, AssertDescription: sentence }) => {
      const names = referencesIn(Assert).map(({ name }) => name);
      return { sentence, parameter: names.find((name) => filled.parameters[name] === '') ?? names[0] };
    });
}

/** Of the types that the price list knows: EC2 decides of the others. */
function mixedArchitectures({ WorkerInstanceTypes = '' }: Filled['parameters']): string | undefined {
  const known = WorkerInstanceTypes.split(',').flatMap((name) => {
    const architecture = architectureOf(name);
    return architecture ? [{ name, architectures: [architecture], vCpus: 0 }] : [];
  });
  const { report, verdict } = startReport();
  const names = known.map(({ name }) => name);
  inOneArchitecture(known, 'WorkerInstanceTypes', names, report);
  return verdict(true).errors[0];
}

/** One of each kind that the credential may be, an access token first; none is a credential. */
function possibleTokens({ GitLabTokenSource, GitLabTokenKind }: Filled['parameters']): readonly string[] {
  if (GitLabTokenSource) return [''];
  return GitLabTokenKind === 'auto'
    ? ['glpat-typed-later', 'glrt-typed-later', 'typed-later']
    : ['typed-later'];
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

/** What preflight returns, in its form. */
const MADE = {
  'Preflight.VpcId': 'vpc-0',
  'Preflight.SubnetIds': 'subnet-0',
  'Preflight.WorkerImage': 'ami-00000000',
  'Preflight.WorkerRootDevice': '/dev/xvda',
};

function sentenceOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
}
