const PLAIN = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * `Name=value` as `sam deploy --parameter-overrides` reads it, in a grammar of its own behind the shell's: in quotes
 * \" \' and \<space> lose their backslash, and \\ keeps both.
 * https://github.com/aws/aws-sam-cli/blob/develop/samcli/cli/types.py
 * @returns undefined for what that grammar cannot say: a backslash at the end of a line, or before " where ' is in the text, too.
 */
export function samParameter(name: string, value: string): string | undefined {
  if (PLAIN.test(value)) return `${name}=${value}`;
  if (/\\(\n|$)/.test(value)) return undefined;
  if (!value.includes('"')) return `${name}="${kept(value)}"`;
  if (!value.includes("'")) return `${name}='${kept(value)}'`;
  return value.includes('\\"') ? undefined : `${name}="${kept(value).replaceAll('"', '\\"')}"`;
}

// One more before what would swallow it.
const kept = (value: string) => value.replace(/\\(?=[ "'])/g, '\\\\');
