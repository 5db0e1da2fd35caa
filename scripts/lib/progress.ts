import { plain } from './plain.ts';

/** What a run shows a person: steps with their time, what was seen in each, and a summary that counts. */
export interface Progress {
  /** Says that a step begins, and how long the one before it took. */
  step(title: string): void;
  /** One fact that was looked up; what is not so makes the run fail. */
  saw(what: string, isSo: boolean, detail?: string): void;
  /** A line that explains, without a verdict. */
  say(line: string): void;
  /** Prints the summary and returns the exit status. */
  finish(): number;
}

export function showProgress(print: (line: string) => void = console.log): Progress {
  const start = Date.now();
  const failed: string[] = [];
  let seen = 0;
  let steps = 0;
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(0).padStart(3)} s`;
  return {
    step(title) {
      steps += 1;
      print(`\n[${seconds()}] ${steps}. ${title}`);
    },
    saw(what, isSo, detail = '') {
      seen += 1;
      if (!isSo) failed.push(what);
      // GitLab's and AWS's words are in it.
      print(`  ${isSo ? '✓' : '✗'} ${what}${detail ? `: ${plain(detail)}` : ''}`);
    },
    say: (line) => print(`    ${line}`),
    finish() {
      print(`\n[${seconds()}] ${seen - failed.length} of ${seen} as they must be.`);
      for (const what of failed) print(`  ✗ ${what}`);
      return failed.length === 0 ? 0 : 1;
    },
  };
}
