import { expect, test } from 'vitest';
import { python } from './python.ts';

const LABELS = 'runner="abc",runner_name="ci, \\"one\\"",system_id="r_1"';
const looked = (text: string) => python('health', 'looked(*a)', text) as Record<string, number>;
const metrics = (now: object, before: object, failed: number | null) =>
  python('health', 'metrics(*a)', { ...looked(''), ...now }, before, failed);
const HEALTHY = { ManagerStarts: 0, Accepted: 1, JobsRunning: 0, TasksPending: 0, WorkerFailures: 0 };

test('what counts is found among gitlab-runner’s metrics by name and labels, and summed', () => {
  const text = [
    '# HELP gitlab_runner_jobs The current number of running builds.',
    '# TYPE gitlab_runner_jobs gauge',
    `gitlab_runner_jobs{executor_stage="docker_run",${LABELS},stage="step_script",state="running"} 2`,
    `gitlab_runner_jobs{executor_stage="",${LABELS},stage="prepare_executor",state="pending"} 1`,
    `gitlab_runner_jobs_total{${LABELS}} 70`,
    'gitlab_runner_api_request_statuses_total{endpoint="request_job",method="post",runner="abc",status="403",system_id="r_1"} 3',
    'gitlab_runner_api_request_statuses_total{endpoint="update_job",method="put",runner="abc",status="403",system_id="r_1"} 5',
    'gitlab_runner_worker_feed_failures_total{runner="abc",runner_name="ci",system_id="r_1"} 1.2e+03',
    `fleeting_taskscaler_tasks{${LABELS},state="pending"} 4`,
    `fleeting_taskscaler_tasks{${LABELS},state="acquired"} 9`,
    `fleeting_taskscaler_task_instance_readiness_time_seconds_count{${LABELS}} 12`,
    `fleeting_provisioner_instances{${LABELS},state="requested"} 6`,
    `fleeting_provisioner_instances{${LABELS},state="creating"} 5`,
    `fleeting_provisioner_instances{${LABELS},state="running"} 20`,
    'gitlab_runner_autoscaling_actions_total{action="creation-failed",executor="docker+machine"} 8',
  ].join('\n');
  expect(looked(text)).toEqual({
    disabled: 1200,
    refused: 3,
    jobs: 3,
    pending: 4,
    ready: 12,
    coming: 11,
    'not created': 8,
  });
});

test.each([
  ['nothing grows', { disabled: 5, refused: 3 }, 1],
  ['GitLab has refused a request', { disabled: 5, refused: 4 }, 0],
  ['the runner is disabled', { disabled: 25, refused: 3 }, 0],
  ['gitlab-runner was started anew and asks', { disabled: 0, refused: 0 }, 1],
  ['gitlab-runner was started anew and is refused', { disabled: 0, refused: 1 }, 0],
])('GitLab is said to accept the runner or not when %s', (_, now, Accepted) => {
  expect(metrics(now, { disabled: 5, refused: 3 }, 0)).toEqual({ ...HEALTHY, Accepted });
});

test.each([
  ['waits as before', { pending: 2, ready: 4 }, 2],
  ['waits more', { pending: 3, ready: 4 }, 3],
  ['waits, but a worker became ready', { pending: 2, ready: 5 }, 0],
  ['waits less', { pending: 1, ready: 4 }, 0],
])('a task that %s is pending, unless others get their workers', (_, now, TasksPending) => {
  expect(metrics(now, { pending: 2, ready: 4 }, 0)).toEqual({ ...HEALTHY, TasksPending });
});

test('with docker+machine nothing waits in a scaler, and failures are those of its machines', () => {
  const { TasksPending: _, ...rest } = HEALTHY;
  expect(metrics({ jobs: 1, 'not created': 5 }, { 'not created': 3 }, null)).toEqual({
    ...rest,
    JobsRunning: 1,
    WorkerFailures: 2,
  });
});

// As when an instance may not use the key of its volume: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html
const GIVEN_UP =
  'Launching a new EC2 instance: i-1.  Status Reason: Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch';

test('launches count that failed, or were given up, after the last look, whatever the AWS CLI calls UTC', () => {
  const activity = (StartTime: string, more = {}) => ({
    StatusCode: 'Failed',
    Description: 'Launching a new EC2 instance.  Status Reason: …',
    StartTime,
    ...more,
  });
  const activities = [
    activity('2026-11-29T01:02:03+00:00'),
    activity('2026-11-29T01:02:03.5Z'.replace('.5', '.500000')),
    activity('2026-11-29T01:00:00+00:00'),
    activity('2026-11-29T01:02:03+00:00', { StatusCode: 'Cancelled', Description: GIVEN_UP }),
    activity('2026-11-29T01:02:03+00:00', { StatusCode: 'Cancelled' }),
    activity('2026-11-29T01:02:03+00:00', { StatusCode: 'Successful' }),
    activity('2026-11-29T01:02:03+00:00', { Description: 'Terminating EC2 instance: i-1' }),
  ];
  // It began before the last look and failed after it.
  activities.push(activity('2026-11-29T01:00:59+00:00', { EndTime: '2026-11-29T01:01:35+00:00' }));
  const last = Date.parse('2026-11-29T01:01:00Z') / 1000;
  expect(python('health', 'failed_since(*a)', activities, last)).toBe(4);
});
