export const WIDTH = 800;
const LEFT = 72;
const RIGHT = WIDTH - 24;
const TOP = 84;
const BOTTOM = 420;

export const STYLE = `
svg{font:13px system-ui,sans-serif}text{fill:#1c1b22}.title{font-size:16px;font-weight:600}.label{paint-order:stroke;stroke:#fff;stroke-width:4px}.ground{fill:#fff}
.grid{stroke:#e3e2e8}polyline{fill:none;stroke-width:2}circle.first{fill:#c2410c}circle.second{fill:#1d4ed8}
circle.third{fill:#047857}circle.fourth{fill:#7e22ce}circle.faint{fill:#a5a3ae}polyline.first{stroke:#c2410c}
polyline.second{stroke:#1d4ed8}polyline.third{stroke:#047857}polyline.fourth{stroke:#7e22ce}polyline.faint{stroke:#a5a3ae}
@media(prefers-color-scheme:dark){text{fill:#eeedf2}.label{stroke:#1c1b22}.ground{fill:#1c1b22}.grid{stroke:#3a3942}
circle.first{fill:#fb923c}circle.second{fill:#93c5fd}circle.third{fill:#6ee7b7}circle.fourth{fill:#d8b4fe}
circle.faint{fill:#6b6976}polyline.first{stroke:#fb923c}polyline.second{stroke:#93c5fd}
polyline.third{stroke:#6ee7b7}polyline.fourth{stroke:#d8b4fe}polyline.faint{stroke:#6b6976}}`.replaceAll(
  '\n',
  '',
);

/** From values to places in the drawing. */
export interface Scales {
  x(value: number): number;
  y(value: number): number;
}

/** Both axes with their lines and names, and where on them the points are. */
export function frame(
  x: string,
  y: string,
  points: ReadonlyArray<{ readonly x: number; readonly y: number }>,
): { readonly scales: Scales; readonly svg: string } {
  const across = axis(points.map((point) => point.x));
  const up = axis(points.map((point) => point.y));
  const scales = {
    x: (value: number) => LEFT + across.share(value) * (RIGHT - LEFT),
    y: (value: number) => BOTTOM - up.share(value) * (BOTTOM - TOP),
  };
  const columns = across.ticks.map((tick) => {
    const left = scales.x(tick).toFixed(1);
    return `<line class="grid" x1="${left}" y1="${TOP}" x2="${left}" y2="${BOTTOM}"/><text x="${left}" y="${BOTTOM + 18}" text-anchor="middle">${short(tick)}</text>`;
  });
  const rows = up.ticks.map((tick) => {
    const top = scales.y(tick);
    return `<line class="grid" x1="${LEFT}" y1="${top.toFixed(1)}" x2="${RIGHT}" y2="${top.toFixed(1)}"/><text x="${LEFT - 8}" y="${(top + 4).toFixed(1)}" text-anchor="end">${short(tick)}</text>`;
  });
  const names = `<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 44}" text-anchor="middle">${x}</text><text transform="rotate(-90)" x="${-(TOP + BOTTOM) / 2}" y="20" text-anchor="middle">${y}</text>`;
  return { scales, svg: [...columns, ...rows, names].join('\n') };
}

/** A logarithmic axis with ticks at 1, 2 and 5 of each power of ten, or at the powers alone when those are many. */
function axis(values: readonly number[]) {
  const seen = values.map((value) => Math.max(1, value));
  const least = Math.log10(Math.min(...seen)) - 0.05;
  const most = Math.log10(Math.max(...seen)) + 0.1;
  const steps = most - least > 3 ? [1] : [1, 2, 5];
  const powers = Array.from({ length: 9 }, (_, power) => 10 ** power);
  const ticks = powers.flatMap((power) => steps.map((step) => step * power));
  return {
    share: (value: number) => (Math.log10(Math.max(1, value)) - least) / (most - least),
    ticks: ticks.filter((tick) => Math.log10(tick) >= least && Math.log10(tick) <= most),
  };
}

const short = (value: number) =>
  value >= 1e6 ? `${value / 1e6} M` : value >= 1e4 ? `${value / 1e3} k` : String(value);
