import { expandedTemplate } from '../build/expanded.ts';
import type { Report } from '../lib/report.ts';
import type { Template } from '../lib/template.ts';
import { endOf, type Step } from './longest.ts';
import { criticalPath, OPERATIONS, type Operation } from './operations.ts';

interface Path {
  readonly operation: Operation;
  readonly steps: readonly Step[];
  readonly least: number;
  readonly most: number;
}

const BESIDE: Readonly<Record<Operation, string>> = {
  create: 'from the first resource to the last',
  'idle delete': 'with jobs running DrainTimeout more at most, with FunctionSubnetIds 20 to 45 minutes more',
  replacement: 'an update to a new release, up to the signal of the new manager',
};

/** The critical paths of the template with its defaults, as a table. */
export function criticalPathReport(): Report {
  const template = expandedTemplate();
  const paths = OPERATIONS.map((operation) => pathOf(operation, template));
  return {
    title: 'What a create, an idle delete and the replacement of the manager wait for',
    rows: paths.flatMap(({ operation, steps }) =>
      steps.map(({ name, begins, seconds }) => ({
        ...{ operation, 'waits for': name, 'from (s)': begins, 'takes (s)': seconds },
      })),
    ),
    notes: paths.map(
      ({ operation, steps, least, most }) =>
        `${operation}: ${endOf(steps)} s, ${least} at least and ${most} at most; ${BESIDE[operation]}.`,
    ),
  };
}

const pathOf = (operation: Operation, template: Template): Path => ({
  operation,
  steps: criticalPath(operation, template, {}),
  least: endOf(criticalPath(operation, template, {}, 'low')),
  most: endOf(criticalPath(operation, template, {}, 'high')),
});
