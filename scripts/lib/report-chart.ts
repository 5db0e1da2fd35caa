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
  const radius = look === 'faint' ? 2.5 : 5;
  const dots = places.map(
    ({ left, top }) => `<circle class="${look}" cx="${left}" cy="${top}" r="${radius}"/>`,
  );
  const labels = places.map(({ left, top, label }) => (label ? beside(label, left, top) : ''));
  return [line, ...dots, ...labels].join('');
}

/** To the right of its point where there is room, at about seven units a letter. */
function beside(label: string, left: number, top: number): string {
  const fits = left + 9 + label.length * 7 < WIDTH;
  const place = fits ? `x="${left + 9}"` : `x="${left - 9}" text-anchor="end"`;
  return `<text class="label" ${place} y="${top + 4}">${escapeXml(label)}</text>`;
}

function legend(name: string, look: Series['look'], index: number): string {
  const left = 84 + (index % 3) * 230;
  const top = 46 + Math.floor(index / 3) * 20;
  return `<circle class="${look}" cx="${left}" cy="${top}" r="4"/><text x="${left + 9}" y="${top + 4}">${escapeXml(name)}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;
const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
