import type { Series } from '../lib/report-chart.ts';
import { STYLE, WIDTH } from '../lib/report-chart-frame.ts';

export interface Bar {
  readonly name: string;
  readonly look: Series['look'];
  /** Laid one behind the other; each paler than the one before. */
  readonly parts: readonly number[];
  /** Written behind the bar in place of the sum. */
  readonly label?: string;
}
export interface Bars {
  readonly title: string;
  /** What the parts are, with their unit. */
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const LEFT = 320;
const RIGHT = WIDTH - 90;
const TOP = 64;
const EACH = 24;

/** Horizontal bars from zero, as an SVG that follows the reader's light or dark scheme. */
export function drawBars({ title, unit, bars }: Bars): string {
  const height = TOP + bars.length * EACH + 16;
  const most = Math.max(1, ...bars.map(({ parts }) => sum(parts)));
  const scale = (value: number) => (value / most) * (RIGHT - LEFT);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title><style>${STYLE}${FILLS}</style><rect class="ground" width="${WIDTH}" height="${height}"/>`,
    `<text class="title" x="16" y="28">${escapeXml(title)}</text><text x="16" y="48">${escapeXml(unit)}</text>`,
    ...bars.map((bar, index) => drawBar(bar, TOP + index * EACH, scale)),
    '</svg>\n',
  ].join('\n');
}

function drawBar({ name, look, parts, label }: Bar, top: number, scale: (value: number) => number): string {
  const rectangles = parts.map((part, index) => {
    const left = LEFT + scale(sum(parts.slice(0, index)));
    const width = scale(part).toFixed(1);
    return `<rect class="${look}" x="${left.toFixed(1)}" y="${top}" width="${width}" height="16" opacity="${1 - index * 0.45}"/>`;
  });
  const said = escapeXml(label ?? String(Math.round(sum(parts))));
  const right = (LEFT + scale(sum(parts)) + 8).toFixed(1);
  return `<text x="${LEFT - 8}" y="${top + 13}" text-anchor="end">${escapeXml(name)}</text>${rectangles.join('')}<text x="${right}" y="${top + 13}">${said}</text>`;
}

// The chart's colours, which it has for circles and lines: first those for light, then those for dark.
const rules = [...STYLE.matchAll(/circle(\.\w+\{fill:#\w+\})/g)].map(([, rule = '']) => `rect${rule}`);
const [light, dark] = [rules.slice(0, rules.length / 2), rules.slice(rules.length / 2)];
const FILLS = `${light.join('')}@media(prefers-color-scheme:dark){${dark.join('')}}`;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
