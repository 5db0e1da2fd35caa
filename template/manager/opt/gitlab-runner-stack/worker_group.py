"""The workers' Auto Scaling group while the stack is being created, as the manager sees and changes it."""
import json
import os
import time

from first_worker import failed_launches
from parameters import aws

GROUP = os.environ['WORKER_GROUP']


class NotAnswered(Exception):
    """AWS has refused a call or not answered it: its last words."""


def data(done):
    """What a call answered."""
    text, status, said = done
    if status != 0:
        raise NotAnswered(said)
    return json.loads(text or 'null')


def status_of(resource):
    """CloudFormation's word for a resource of the stack; empty when it has not begun, None when it is not said."""
    text, status, said = aws('cloudformation', 'describe-stack-resource', '--stack-name', os.environ['STACK_ID'],
                             '--logical-resource-id', resource, '--query', 'StackResourceDetail.ResourceStatus', '--output', 'text')
    if status == 0:
        return text.strip()
    return '' if 'does not exist' in said else None


def is_being_created():
    """Whether no gitlab-runner of this stack can have run yet: only then what is in the workers' group is the trial's."""
    while True:
        ready = status_of('ManagerReady')
        if ready:
            return ready == 'CREATE_IN_PROGRESS'
        # The wait condition comes after the group, in which the manager boots already.
        if ready == '' and status_of('ManagerGroup') == 'CREATE_IN_PROGRESS':
            return True
        time.sleep(3)


def workers():
    """The group's desired capacity, and the lifecycle states of its instances by their ids; none of a group that is gone."""
    group = data(aws('autoscaling', 'describe-auto-scaling-groups', '--auto-scaling-group-names', GROUP,
                     '--query', 'AutoScalingGroups[0]', '--output', 'json'))
    if not group:
        return 0, {}
    return group['DesiredCapacity'], {one['InstanceId']: one['LifecycleState'] for one in group['Instances']}


def resize(desired):
    """Sets the group's desired capacity."""
    data(aws('autoscaling', 'set-desired-capacity', '--auto-scaling-group-name', GROUP, '--desired-capacity', str(desired)))


def launches():
    """What AWS said of each launch that failed, the newest first; without the right to ask for it, nothing."""
    try:
        return failed_launches(data(aws('autoscaling', 'describe-scaling-activities', '--auto-scaling-group-name', GROUP,
                                        '--max-items', '20', '--query', 'Activities', '--output', 'json')))
    except NotAnswered:
        return []


def empty():
    """Takes out of the group what is in it, and returns when that is done."""
    while True:
        desired, found = workers()
        left = [worker for worker, state in found.items() if not state.startswith('Terminat')]
        if desired == 0 and not left:
            return
        for worker in left:
            # A group of none cannot be made smaller.
            smaller = '--should-decrement-desired-capacity' if desired > 0 else '--no-should-decrement-desired-capacity'
            data(aws('autoscaling', 'terminate-instance-in-auto-scaling-group', '--instance-id', worker, smaller))
            desired = max(0, desired - 1)
        if not left:
            resize(0)
        time.sleep(2)
