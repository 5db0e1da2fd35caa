import { expect, it } from 'vitest';
import { asCsv, asText } from '../../scripts/lib/report.ts';
import { drawChart } from '../../scripts/lib/report-chart.ts';

const rows = [
  { what: 'a, "b"', calls: 5 },
  { what: 'c', calls: 1000 },
];

it('a report is a table with its kind and its notes', () => {
  expect(asText({ title: 'Title', kind: 'measured', rows, notes: ['A note.'] })).toBe(
    'Title (measured)\n\nwhat    calls\na, "b"      5\nc        1000\n\n- A note.\n',
  );
});

it('and as CSV its cells survive', () => {
  expect(asCsv(rows)).toBe('what,calls\r\n"a, ""b""",5\r\nc,1000\r\n');
});

it('a chart has its points where logarithmic axes have them, and escapes what it writes', () => {
  const points = [1, 10, 100].map((value) => ({ x: value, y: value, label: `<${value}>` }));
  const svg = drawChart({
    title: 'A & B',
    x: 'x',
    y: 'y',
    series: [{ name: 'n', look: 'first', points, joined: true }],
  });
  const centres = [...svg.matchAll(/<circle class="first" cx="([\d.]+)" cy="([\d.]+)" r="5"/g)];
  const [left = [], middle = [], right = []] = centres.map(([, x, y]) => [Number(x), Number(y)]);
  expect(middle[0]).toBeCloseTo(((left[0] ?? 0) + (right[0] ?? 0)) / 2, 0);
  expect(middle[1]).toBeCloseTo(((left[1] ?? 0) + (right[1] ?? 0)) / 2, 0);
  expect(left[1]).toBeGreaterThan(right[1] ?? 0);
  expect(svg).toContain('A &amp; B');
  expect(svg).toContain('&lt;10>');
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(svg).toContain('<polyline class="first"');
});
