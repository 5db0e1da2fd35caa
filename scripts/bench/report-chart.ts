import { frame, type Scales, STYLE, WIDTH } from './report-chart-frame.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Written beside it. */
  readonly label?: string;
}
export interface Series {
  readonly name: string;
  /** Up to four series have colours of their own; `faint` is for the crowd. */
  readonly look: 'first' | 'second' | 'third' | 'fourth' | 'faint';
  readonly points: readonly Point[];
  readonly joined?: boolean;
}
export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

/** A chart with both axes logarithmic, as an SVG that follows the reader's light or dark scheme. What is below 1 is drawn at 1. */
export function drawChart({ title, x, y, series }: Chart): string {
  const points = series.flatMap((one) => one.points);
  const { scales, svg } = frame(x, y, points);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 480" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title><style>${STYLE}</style><rect class="ground" width="${WIDTH}" height="480"/>`,
    `<text class="title" x="72" y="28">${escapeXml(title)}</text>`,
    svg,
    ...series.map((one) => drawSeries(one, scales)),
    ...series.map(({ name, look }, index) => legend(name, look, index)),
    '</svg>\n',
  ].join('\n');
}

function drawSeries({ look, points, joined = false }: Series, { x, y }: Scales): string {
  const places = points.map((point) => ({ ...point, left: round(x(point.x)), top: round(y(point.y)) }));
  const line = joined
    ? `<polyline class="${look}" points="${places.map(({ left, top }) => `${left},${top}`).join(' ')}"/>`
    : '';
  const dots = places.map(({ left, top, label }) => {
    const dot = `<circle class="${look}" cx="${left}" cy="${top}" r="${look === 'faint' ? 2.5 : 5}"/>`;
    return label ? dot + beside(label, left, top) : dot;
  });
  return [line, ...dots].join('');
}

/** To the left of what is far to the right. */
function beside(label: string, left: number, top: number): string {
  const isFar = left > WIDTH * 0.6;
  return `<text x="${left + (isFar ? -9 : 9)}" y="${top + 4}" text-anchor="${isFar ? 'end' : 'start'}">${escapeXml(label)}</text>`;
}

function legend(name: string, look: Series['look'], index: number): string {
  const left = 84 + index * 170;
  return `<circle class="${look}" cx="${left}" cy="46" r="4"/><text x="${left + 9}" y="50">${escapeXml(name)}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;
const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
