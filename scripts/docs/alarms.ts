import { code, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

interface Sub<T> {
  readonly 'Fn::Sub': T;
}
/** The words of an alarm, and where both executors have it, those in which they differ. */
type Description = string | readonly [string, { Where: { 'Fn::If': readonly [string, ...Sub<string>[]] } }];

const EXECUTORS: Readonly<Record<string, string>> = {
  HasAutoscaler: 'docker-autoscaler',
  HasDockerMachine: 'docker+machine',
};

/** Every alarm, with the words that it mails. */
export function alarms(): string {
  const rows = Object.entries(readTemplate().Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([name, { Condition, Properties }]) => [
      code(name),
      Condition ? code(EXECUTORS[Condition] ?? Condition) : 'both',
      said((Properties.AlarmDescription as Sub<Description>)['Fn::Sub']),
    ]);
  return table(['Alarm', 'Executor', 'Says'], rows);
}

/** The words without the stack's own names. */
function said(description: Description): string {
  const [text, where] = typeof description === 'string' ? [description] : description;
  const [, ...places] = where?.Where['Fn::If'] ?? [];
  return text
    .replace(/\$\{Where\}/, () => places.map((one) => one['Fn::Sub']).join(' With docker+machine '))
    .replace(/ of the stack \$\{[^}]+\}/, '')
    .replace(/( in)? \$\{\w+\}/g, '');
}
