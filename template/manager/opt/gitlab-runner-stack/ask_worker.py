"""Asks a worker for what its jobs will need, reached as fleeting's plugin reaches it: by EC2 Instance Connect and SSH."""
import os
import signal
import subprocess
import threading
import time

from first_worker import questions, setting
from parameters import aws, running_configuration
from worker_group import NotAnswered, data

CONNECTOR_KEY = '/run/gitlab-runner/connector-key'
# In bytes. A worker that says more is not listened to: it may be anybody's.
LONGEST = 10_000


class NotReady(Exception):
    """What a worker lacks."""


def lacks(worker, seconds):
    """What a worker lacks, or None when that is nothing; it has so many seconds to say it."""
    configuration = running_configuration()
    user = setting(configuration, 'username')
    address = data(aws('ec2', 'describe-instances', '--instance-ids', worker,
                       '--query', 'Reservations[0].Instances[0].PrivateIpAddress', '--output', 'json'))
    # It is taken for 60 s.
    data(aws('ec2-instance-connect', 'send-ssh-public-key', '--instance-id', worker, '--instance-os-user', user,
             '--ssh-public-key', f'file://{CONNECTOR_KEY}.pub'))
    script = questions(configuration, os.environ['GITLAB_URL'], os.environ['HTTPS_PROXY'], os.environ['NO_PROXY'])
    # Nobody knows its host's key, and nothing secret is sent to it.
    asked = subprocess.Popen(['ssh', '-i', CONNECTOR_KEY, '-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR',
                              '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'ConnectTimeout=10',
                              f'{user}@{address}', script],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    status, said = answer(asked, seconds)
    return None if status == 0 else (said.strip().splitlines() or [f'status {status}'])[-1]


def answer(asked, seconds):
    """The status of a process and the beginning of what it says. Raises TimeoutExpired."""
    late = threading.Timer(seconds, asked.kill)
    late.start()
    try:
        with asked:
            said = asked.stdout.read(LONGEST)
            if len(said) == LONGEST:
                asked.kill()
            status = asked.wait()
    finally:
        late.cancel()
    if status == -signal.SIGKILL and len(said) < LONGEST:
        raise subprocess.TimeoutExpired(asked.args, seconds)
    return status, said.decode(errors='replace')


def wait_until_ready(worker, seconds):
    """Asks a worker until it lacks nothing, and raises NotReady when it goes on to lack something for so long."""
    deadline = time.monotonic() + seconds
    lack = 'it did not answer'
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise NotReady(lack)
        try:
            lack = lacks(worker, left)
        except (NotAnswered, OSError) as error:
            lack = str(error)
        except subprocess.TimeoutExpired:
            continue
        if lack is None:
            return
        print(f'{worker}: {lack}', flush=True)
        time.sleep(5)
