import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

const CONDITIONS: Readonly<Record<string, string>> = {
  HasAutoscaler: ' With `docker-autoscaler` only.',
  HasAlarmEmail: ' With `AlarmEmail` only.',
  HasDashboard: ' With `Dashboard` only.',
  HasScope: ' With `RunnerScope` only.',
};

interface Output {
  readonly Value: unknown;
  readonly Description: string;
  readonly Condition?: string;
}

/** Every output. */
export function outputs(): string {
  const { Outputs } = readTemplate();
  return table(
    ['Output', 'Meaning'],
    Object.entries(Outputs).map(([name, output]) => {
      const { Description, Condition } = output as Output;
      const when = Condition === undefined ? '' : CONDITIONS[Condition];
      if (when === undefined) throw new Error(`What the condition ${Condition} means is not said.`);
      return [code(name), `${prose(Description)}.${when}`];
    }),
  );
}
