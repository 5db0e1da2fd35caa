import { consoleLink, type Launch } from '../link.ts';
import { awsText, nestedText, samText } from '../texts.ts';
import { type Control, goTo, labelOf, type Problems } from './controls.ts';
import { byId, write } from './dom.ts';

const link = byId('launch', HTMLAnchorElement);
let first: Control | undefined;

link.addEventListener('click', (event) => {
  if (!first) return;
  event.preventDefault();
  goTo(first);
});

/** The link and the texts; while something is wrong the link leads there. */
export function showLaunch(launch: Launch, problems: Problems, ofAccessToken: string | undefined): void {
  [first] = problems.keys();
  link.href = first ? `#${first.id}` : consoleLink(launch);
  link.target = first ? '' : '_blank';
  link.textContent = first ? `Correct ${labelOf(first)} first` : 'Open in CloudFormation';
  write('launch-note', first ? amiss(problems) : ahead(launch, ofAccessToken));
  write('text-sam', samText(launch));
  write('text-aws', awsText(launch));
  write('text-nested', nestedText(launch));
  const hasSource = Boolean(launch.parameters.GitLabTokenSource);
  write('credential-note', hasSource ? '' : NO_CREDENTIAL);
}

const NO_CREDENTIAL =
  'No credential is in these texts: give GitLabTokenSource for the AWS CLI and for a nested stack; SAM asks for GitLabToken, hidden.';

const amiss = (problems: Problems) =>
  `${[...problems.values()].join(' ')} The texts below would be refused, too.`;

function ahead({ region, templateUrl, parameters }: Launch, ofAccessToken: string | undefined): string {
  const count = Object.keys(parameters).length;
  const filled =
    count === 0
      ? 'every default as it is'
      : count === 1
        ? '1 parameter filled in'
        : `${count} parameters filled in`;
  const lines = Object.keys(parameters).filter((name) => parameters[name]?.includes('\n'));
  return [
    ...(ofAccessToken ? [`With an access token this would be refused: ${ofAccessToken}`] : []),
    `In a new tab, in ${region}, with ${filled}. Nothing is created before you say so there.`,
    ...lines.map((name) => `The console has one line for ${name}: look at it there, or take a text.`),
    ...(templateUrl.startsWith('https:') ? [] : [`It takes templates from S3 only, and not ${templateUrl}.`]),
    ...(/^(cn|us-gov)-/.test(region)
      ? ['The template must be in a bucket that this partition can read.']
      : []),
  ].join(' ');
}
