"""What gitlab-runner's own metrics say of its health: decisions alone.

Names and labels are those of gitlab-runner 19.4: commands/multi.go, commands/builds_helper.go,
network/api_requests_collector.go, executors/docker/machine/provider.go, and metrics/collector.go of fleeting. The scaler's are
as GitLab's runbook of its hosted runners has them, since its sources are on no proxy."""
import datetime
import re

from first_worker import failed

SAMPLE = re.compile(r'(\w+)(?:\{(.*)\})? (\S+)(?: \d+)?')


def total(text, name, *labels):
    """The sum of a metric's samples that have all the labels, each written as name="value"; 0 where there are none."""
    found = [SAMPLE.fullmatch(line) for line in text.splitlines() if line.startswith(name)]
    samples = [(one.group(2) or '', float(one.group(3))) for one in found if one and one.group(1) == name]
    return sum(value for written, value in samples if set(labels) <= set(written.split(',')))


def looked(text):
    """The numbers that count in what gitlab-runner serves at /metrics."""
    return {
        # Grows each 3 s while gitlab-runner has disabled its runner: for an hour, after GitLab refused it or was not reached 3 times.
        'disabled': total(text, 'gitlab_runner_worker_feed_failures_total'),
        'refused': total(text, 'gitlab_runner_api_request_statuses_total', 'endpoint="request_job"', 'status="403"'),
        'jobs': total(text, 'gitlab_runner_jobs'),
        'pending': total(text, 'fleeting_taskscaler_tasks', 'state="pending"'),
        'ready': total(text, 'fleeting_taskscaler_task_instance_readiness_time_seconds_count'),
        'coming': sum(total(text, 'fleeting_provisioner_instances', f'state="{state}"') for state in ('requested', 'creating')),
        'not created': total(text, 'gitlab_runner_autoscaling_actions_total', 'action="creation-failed"'),
    }


def growth(now, before, key):
    """How much a counter has grown. One that has shrunk is of a gitlab-runner that was started anew."""
    return now[key] - before.get(key, 0) if now[key] >= before.get(key, 0) else now[key]


def waiting(now, before):
    """The tasks that wait for a worker, when none got one since the last look: others wait in every busy minute."""
    moves = growth(now, before, 'ready') > 0 or now['pending'] < before.get('pending', 0)
    return 0 if moves else now['pending']


def metrics(now, before, failed_launches):
    """The stack's own metrics of one look; with docker+machine nothing waits in a scaler, and what failed is its own count."""
    accepted = growth(now, before, 'disabled') == 0 and growth(now, before, 'refused') == 0
    found = {'ManagerStarts': 0, 'Accepted': int(accepted), 'JobsRunning': now['jobs']}
    if failed_launches is None:
        return dict(found, WorkerFailures=growth(now, before, 'not created'))
    return dict(found, TasksPending=waiting(now, before), WorkerFailures=failed_launches)


def failed_since(activities, moment):
    """How many launches of Auto Scaling's activities failed after a moment, in seconds since 1970."""
    times = [one.get('EndTime') or one['StartTime'] for one in failed(activities)]
    return sum(datetime.datetime.fromisoformat(str(time).replace('Z', '+00:00')).timestamp() > moment for time in times)


def signs(now, minutes, starts):
    """Signs of life for other minutes than this one, by their distance from now; in this one the manager started, or not."""
    def at(minute):
        return datetime.datetime.fromtimestamp(now + 60 * minute, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    return [{'MetricName': 'ManagerStarts', 'Value': starts if minute == 0 else 0, 'Timestamp': at(minute)} for minute in minutes]
