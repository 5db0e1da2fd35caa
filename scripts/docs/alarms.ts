import { code, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

interface Alarm {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: {
    readonly AlarmDescription: { readonly 'Fn::Sub': string | readonly [string, Where] };
  };
}
interface Where {
  readonly Where: { readonly 'Fn::If': readonly [string, Sub, Sub] };
}
interface Sub {
  readonly 'Fn::Sub': string;
}

const EXECUTORS: Readonly<Record<string, string>> = {
  HasAutoscaler: 'docker-autoscaler',
  HasDockerMachine: 'docker+machine',
};

/** Every alarm, with the words that it mails. */
export function alarms(): string {
  const all = Object.entries(readTemplate().Resources as unknown as Readonly<Record<string, Alarm>>);
  const rows = all
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([name, { Condition, Properties }]) => [
      code(name),
      Condition ? code(EXECUTORS[Condition] ?? Condition) : 'both',
      said(Properties.AlarmDescription['Fn::Sub']),
    ]);
  return table(['Alarm', 'Executor', 'Says'], rows);
}

/** The words without the stack's own names. */
function said(description: string | readonly [string, Where]): string {
  const [text, where] = typeof description === 'string' ? [description] : description;
  const places = where ? where.Where['Fn::If'].slice(1).map((sub) => (sub as Sub)['Fn::Sub']) : [];
  return text
    .replace(/\$\{Where\}/, () => places.join(' With docker+machine '))
    .replace(/ of the stack \$\{[^}]+\}/, '')
    .replace(/( in)? \$\{\w+\}/g, '');
}
