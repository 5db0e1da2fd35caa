import { execFileSync } from 'node:child_process';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { parsed } from '../configuration/sample.ts';
import { inPython } from '../launch/in-python.ts';

const SECTION =
  read('docs/install.md').split('### Values with blanks, quotes and lines')[1]?.split('\n##')[0] ?? '';
const [sam = '', aws = ''] = [...SECTION.matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
const [, fields = ''] = /^```text\n([\s\S]*?)^```/m.exec(SECTION) ?? [];

/** The words that a shell hands to the program of the document's command, behind `--parameter-overrides`. */
function words(command: string): string[] {
  const program = 'sam() { printf "%s\\0" "$@"; }; aws() { sam "$@"; }\n';
  const all = execFileSync('bash', ['-eu', '-c', program + command], { encoding: 'utf8' }).split('\0');
  return all.slice(all.indexOf('--parameter-overrides') + 1, -1);
}
const pairs = (list: readonly string[], between: RegExp) =>
  Object.fromEntries(list.map((one) => one.split(between, 2) as [string, string]));

const CHANNELS: ReadonlyArray<[string, () => Readonly<Record<string, string>>]> = [
  [
    'sam deploy, by the real parser',
    () => (inPython('overrides.py', [words(sam)]) as Record<string, string>[])[0] ?? {},
  ],
  ['aws cloudformation deploy', () => pairs(words(aws), /=(.*)/s)],
  ['a field of one line', () => pairs(fields.trim().split('\n'), /\s+(.*)/)],
];

describe('the documented values with blanks, quotes and lines', () => {
  it.each(CHANNELS)('reach the functions whole by %s', (_, given) => {
    const { RunnerTags, PeakPeriods = '', AdditionalRunnerConfig = '' } = given();
    expect({ RunnerTags, PeakPeriods }).toEqual({
      RunnerTags: 'docker,large disk',
      PeakPeriods: '* 8-17 * * mon-fri; * 9 * * sat',
    });
    expect(parse(AdditionalRunnerConfig)).toEqual({
      docker: { shm_size: 300_000_000, pull_policy: ['always', 'if-not-present'] },
    });
    expect(parsed({ PeakPeriods, AdditionalRunnerConfig })).toMatchObject({
      peakPeriods: [expect.anything(), expect.anything()],
      additional: { docker: { shm_size: 300_000_000n } },
    });
  });

  it('are refused with a way out where a field took their line breaks', () => {
    const pasted = '[docker] shm_size = 300000000';
    expect(() => parsed({ AdditionalRunnerConfig: pasted })).toThrow('of one line it takes one key');
    expect(() => parsed({ AdditionalRunnerConfig: 'a = 1\nb = = 2' })).not.toThrow('of one line');
  });
});
