import { expect, test } from 'vitest';
import { showProgress } from '../../scripts/lib/progress.ts';

test('what GitLab or AWS has said moves no cursor of whoever reads it', () => {
  const lines: string[] = [];
  showProgress((line) => lines.push(line)).saw(
    'the step',
    false,
    'refused\x1b[2J\x1b]0;title\x07\r\nby “GitLab”',
  );
  expect(lines).toEqual(['  ✗ the step: refused by “GitLab”']);
});
