import { expect } from 'vitest';
import type { RunningStack } from '../support/lambda/stack.ts';

let created = 0;

/** Creates a resource of its own, and tells what came of it: the answer, what GitLab saw and has, what is stored. */
export async function create(
  stack: RunningStack,
  properties: Readonly<Record<string, string>>,
  timeout?: number,
) {
  const logicalId = `Registration${++created}`;
  const { requests, runners, url } = stack.gitLab;
  const [asked, known] = [requests.length, new Set(runners.keys())];
  const all = { GitLabUrl: url, Description: 'ci', ...properties };
  const answer = await stack.send({ LogicalResourceId: logicalId, ResourceProperties: all }, timeout);
  const seen = requests.slice(asked);
  return {
    logicalId,
    answer,
    status: answer?.Status,
    reason: answer?.Reason ?? '',
    requests: seen,
    /** How many requests to make a runner have reached GitLab. */
    posts: seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/runners')).length,
    /** The runners in GitLab that were not there before. */
    runners: [...runners.values()].filter(({ id }) => !known.has(id)),
    /** The values of the parameters under the resource's path. */
    stored: [...(await stack.parameters(logicalId)).values()],
  };
}

export type Created = Awaited<ReturnType<typeof create>>;

/** One runner lives, stored and answered, after so many requests to make it. */
export function expectOneRunner(
  { status, reason, posts, runners, stored, answer }: Created,
  asked = 1,
): void {
  const [runner] = runners;
  expect({ status, reason, posts, runners: runners.length }).toEqual({
    status: 'SUCCESS',
    reason: '',
    posts: asked,
    runners: 1,
  });
  expect(stored.map((value) => JSON.parse(value))).toMatchObject([
    { state: 'registered', runnerId: String(runner?.id), token: runner?.token },
  ]);
  expect(answer?.Data?.RunnerId).toBe(String(runner?.id));
}

/** Failed, and nothing is left, neither in GitLab nor in the store. */
export function expectNothing({ status, reason, posts, runners, stored }: Created, said: string, asked = 1) {
  expect({ status, posts, runners, stored }).toEqual({
    status: 'FAILED',
    posts: asked,
    runners: [],
    stored: [],
  });
  expect(reason).toContain(said);
}

/** Failed after one request that may have made a runner: the reason names the mark in its description. */
export function expectMarkerNamed({ status, reason, posts, runners, stored }: Created, said: string) {
  expect({ status, posts, stored }).toEqual({ status: 'FAILED', posts: 1, stored: [] });
  expect(reason).toContain(said);
  const marker = /description holds (\[stack-[0-9a-f]{12}\])/.exec(reason)?.[1];
  expect(marker).toBeDefined();
  for (const { description } of runners) expect(description).toContain(marker);
}
