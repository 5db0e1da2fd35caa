import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';

const CONDITIONS: Readonly<Record<string, string>> = {
  HasAutoscaler: ' With `docker-autoscaler` only.',
  HasAlarmEmail: ' With `AlarmEmail` only.',
  HasDashboard: ' With `Dashboard` only.',
  HasScope: ' With `RunnerScope` only.',
};

/** Every output. */
export function outputs(): string {
  return table(
    ['Output', 'Meaning'],
    Object.entries(readTemplate().Outputs).map(([name, { Description, Condition }]) => {
      const when = Condition === undefined ? '' : CONDITIONS[Condition];
      if (when === undefined) throw new Error(`What the condition ${Condition} means is not said.`);
      return [code(name), `${prose(Description)}.${when}`];
    }),
  );
}
