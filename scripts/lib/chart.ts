import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npmEnvironment } from './environment.ts';
import { PROJECT } from './project.ts';

const ENVIRONMENT = join(PROJECT, '.tools', 'chart');

/** A chart as ECharts takes it: https://echarts.apache.org/en/option.html */
export interface Chart {
  readonly title: { readonly text: string; readonly subtext?: string };
  readonly xAxis: object;
  readonly yAxis: object;
  readonly series: ReadonlyArray<{
    readonly type: 'bar' | 'line' | 'scatter';
    readonly data: readonly unknown[];
  }>;
  readonly legend?: object;
}

/** The part of ECharts that is used; it is no dependency of the project, so its own types are not here. */
interface Library {
  init(
    element: null,
    theme: null,
    how: { renderer: 'svg'; ssr: true; width: number; height: number },
  ): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

/** Draws a chart as an SVG, on white, with its data as a description. Installs ECharts when it is not there yet. */
export async function drawChart(chart: Chart, height = 440): Promise<string> {
  await npmEnvironment(ENVIRONMENT, join(import.meta.dirname, 'chart'));
  const { init } = createRequire(join(ENVIRONMENT, 'any.js'))('echarts') as Library;
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: 800, height });
  const grid = { containLabel: true, left: 30, right: 40, top: 90, bottom: 40 };
  drawing.setOption({ animation: false, backgroundColor: '#fff', grid, legend: { top: 55 }, ...chart });
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return `${svg.replace('>', `>${describe(chart)}`)}\n`;
}

/** What a chart's SVG holds for those who cannot see it, and for the test that it is not out of date. */
export const describe = ({ title, series }: Chart): string =>
  `<title>${escaped(title.text)}</title><desc>${escaped(JSON.stringify(series))}</desc>`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
