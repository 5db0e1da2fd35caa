/**
 * TOML or JSON that Parameter Store takes, and that reads as before: it refuses a value with `{{…}}`, so of two braces
 * in a text one is written by its number. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const storable = (document: string) => document.replaceAll('{{', '{\\u007b');

/** The same for plain text, which has no other way to write a brace. */
export const storableText = (text: string) => text.replace(/\{(?=\{)/g, '{ ');
