import type { Report } from '../lib/report.ts';
import { drawBars } from './report-bars.ts';

/** The report with a plot of what each stack costs together. */
export function withBars(report: Report): Report {
  const totals = report.rows.filter(({ resource }) => resource === 'together');
  const svg = drawBars({
    title: report.title,
    unit: 'US$ a month, all resources together',
    bars: totals.map(({ stack, '$/month': dollars }, index) => ({
      name: String(stack),
      look: index === 0 ? 'third' : 'second',
      parts: [Number(dollars)],
      label: Number(dollars).toFixed(2),
    })),
  });
  return { ...report, svg };
}
