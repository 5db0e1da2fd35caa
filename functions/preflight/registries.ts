import type { PropertyReader } from '../shared/property-reader.ts';

/** A private registry of ECR, as Docker names it. */
export interface Registry {
  readonly account: string;
  readonly region: string;
}

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html, China's too.
const FORM = /^(\d{12})\.dkr\.ecr\.([a-z]+(?:-[a-z]+)+-\d+)\.amazonaws\.com(?:\.cn)?$/;
/** Each takes its place in a response, of which CloudFormation takes 4096 bytes. */
const MOST = 5;

/** EcrRegistries, with what is wrong with them noted. */
export function readRegistries({ list, must }: PropertyReader): Registry[] {
  const given = list('EcrRegistries');
  must(
    given.length <= MOST && given.every((one) => FORM.test(one)),
    'EcrRegistries must be up to five like 123456789012.dkr.ecr.eu-central-1.amazonaws.com, without repository',
  );
  return given.map((one) => {
    const [, account = '', region = ''] = FORM.exec(one) ?? [];
    return { account, region };
  });
}

/** The ARNs of all their repositories, separated by commas, in the partition of the stack's own ARN. */
export function repositoriesOf(registries: readonly Registry[], stackId: string): string {
  const partition = stackId.split(':')[1];
  return registries
    .map(({ account, region }) => `arn:${partition}:ecr:${region}:${account}:repository/*`)
    .join(',');
}
