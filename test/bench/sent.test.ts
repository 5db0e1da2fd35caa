import { expect, test } from 'vitest';
import { parseProperties as parseCache } from '../../functions/cache/properties.ts';
import { parseProperties as parseFleet } from '../../functions/fleet/properties.ts';
import { parseProperties as parsePreflight } from '../../functions/preflight/properties.ts';
import { parseProperties as parseRegistration } from '../../functions/registration/properties.ts';
import { propertiesSent } from '../../scripts/bench/sent.ts';

test('what a function is sent has the template’s defaults, the given parameters, and texts alone', () => {
  const given = propertiesSent('Configuration', { MaxWorkers: '7' });
  expect(given).toMatchObject({ MaxWorkers: '7', JobsPerWorker: '1', Executor: 'docker-autoscaler' });
  expect(propertiesSent('CacheContents')).toMatchObject({ Owned: 'true', ServiceTimeout: '1000' });
});

test.each([
  ['Preflight', parsePreflight],
  ['Registration', parseRegistration],
  ['WorkerFleet', parseFleet],
  ['CacheContents', parseCache],
])('the function of %s takes it', (logicalId, parse) => {
  expect(() => parse(propertiesSent(logicalId))).not.toThrow();
});
