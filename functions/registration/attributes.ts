import type { PropertyReader } from '../shared/property-reader.ts';

/** What GitLab keeps of a runner and a user may change. */
export interface Attributes {
  readonly description: string;
  readonly tags: readonly string[];
  readonly runUntagged: boolean;
  readonly locked: boolean;
  readonly protected: boolean;
  /** Seconds; 0 leaves it to GitLab. */
  readonly maximumTimeout: number;
}

export const DEFAULT_ATTRIBUTES: Omit<Attributes, 'description'> = {
  tags: [],
  runUntagged: true,
  locked: false,
  protected: false,
  maximumTimeout: 0,
};
/** By the names that the template has for them. */
const PARAMETERS: Readonly<Record<keyof typeof DEFAULT_ATTRIBUTES, string>> = {
  tags: 'RunnerTags',
  runUntagged: 'RunUntagged',
  locked: 'RunnerLocked',
  protected: 'RunnerProtected',
  maximumTimeout: 'MaximumTimeout',
};

/** The attributes in the event's strings; what GitLab would refuse is a fault. */
export function readAttributes({ text, list, must }: PropertyReader): Attributes {
  const tags = list('Tags').sort();
  const runUntagged = text('RunUntagged') !== 'false';
  const maximumTimeout = Number(text('MaximumTimeout') || '0');
  must(runUntagged || tags.length > 0, 'a runner that takes no untagged jobs needs RunnerTags');
  must(tags.length <= 50, 'RunnerTags must be at most 50, as many as GitLab takes');
  // Parameter Store takes 4 KB, and the token and a URL go there, too.
  must(
    new TextEncoder().encode(text('Description') + tags.join()).length <= 3_000,
    'RunnerDescription and RunnerTags may take 3,000 bytes together',
  );
  must(
    maximumTimeout === 0 || (Number.isInteger(maximumTimeout) && maximumTimeout >= 600),
    'MaximumTimeout must be 0 or at least 600 seconds',
  );
  return {
    description: text('Description'),
    tags,
    runUntagged,
    locked: text('Locked') === 'true',
    protected: text('Protected') === 'true',
    maximumTimeout,
  };
}

/** The parameters of all but the description whose values are not the defaults. */
export const changedParameters = (attributes: Attributes): string[] =>
  (Object.keys(DEFAULT_ATTRIBUTES) as Array<keyof typeof DEFAULT_ATTRIBUTES>)
    .filter((field) => String(attributes[field]) !== String(DEFAULT_ATTRIBUTES[field]))
    .map((field) => PARAMETERS[field]);

export function sameAttributes(one: Attributes, other: Attributes): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

/** The attributes as GitLab's API names them; an empty maximum_timeout is stored there as none. */
export function asGitLabFields(attributes: Attributes, marker: string): Record<string, unknown> {
  return {
    description: `${[...attributes.description].slice(0, 900).join('')} [${marker}]`.trim(),
    tag_list: attributes.tags,
    run_untagged: attributes.runUntagged,
    locked: attributes.locked,
    access_level: attributes.protected ? 'ref_protected' : 'not_protected',
    maximum_timeout: attributes.maximumTimeout || '',
  };
}

function inOrder({ description, tags, runUntagged, locked, protected: ref, maximumTimeout }: Attributes) {
  return [description, tags, runUntagged, locked, ref, maximumTimeout];
}
