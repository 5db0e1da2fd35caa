import type { PropertyReader } from './property-reader.ts';

/** A tag as AWS's APIs take it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The template has as many places. */
const MOST = 5;

// What every service takes, in ASCII: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
const FORM = /^(?! )[\w .:/+@-]{1,128}(?<! )=(?! )[\w .:/=+@-]{1,256}(?<! )$/;

/** By these the stack and its roles' policies know what is theirs; Name is what the console shows. In lower case. */
const OWN = new Set(['name', 'gitlab-runner-stack', 'gitlab-runner-workers', 'gitlab-runner-manager']);

/**
 * IAM compares a tag's key in conditions without regard to case, IAM's roles cannot have two that differ by it alone:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
const folded = (key: string) => key.toLowerCase();

/** ResourceTags, with what is wrong with them noted. */
export function readTags({ text, must }: PropertyReader): Tag[] {
  const given = text('ResourceTags');
  const tags = parseTags(given);
  must(
    given === '' || (tags.length <= MOST && given.split(',').every((tag) => FORM.test(tag))),
    'ResourceTags must be up to five tags such as CostCenter=1234, separated by commas without spaces',
  );
  for (const { Key } of tags) {
    must(
      !OWN.has(folded(Key)),
      `ResourceTags may not set ${Key}, which the stack itself sets: use another key`,
    );
    must(
      !/^aws:/i.test(Key),
      `ResourceTags may not set ${Key}: keys that begin with aws: are AWS's own, use another`,
    );
  }
  must(new Set(tags.map(({ Key }) => folded(Key))).size === tags.length, 'ResourceTags sets one key twice');
  return tags;
}

/** The tags of a text such as `CostCenter=1234,Team=ci` that Preflight has let through. */
export function parseTags(text: string): Tag[] {
  if (text === '') return [];
  return text.split(',').map((tag) => {
    const [Key = '', ...value] = tag.split('=');
    return { Key, Value: value.join('=') };
  });
}
