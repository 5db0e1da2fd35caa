"""Parameter Store, and what the manager keeps in memory for root alone."""
import json
import os
import subprocess
import sys
import time

CONFIG_TOML = '/run/gitlab-runner/config.toml'
# A new role takes some seconds, and so does a throttled start. What goes on for longer is a reason to tell, while somebody
# still waits for it: a minute for all parameters together, and the tries of one call within half a minute.
PATIENCE = time.monotonic() + 60
ONE_CALL = ['--cli-connect-timeout', '10', '--cli-read-timeout', '10']


def aws(*arguments):
    """A call that ends soon: of its text, its status and the last line of its errors."""
    environment = dict(os.environ, AWS_MAX_ATTEMPTS='2')
    done = subprocess.run(['aws', *arguments, *ONE_CALL], check=False, capture_output=True, text=True, env=environment)
    said = done.stderr.strip().splitlines() or ['no reason']
    return done.stdout, done.returncode, said[-1]


def parameter(name, optional=False):
    """The exact value of NAME or NAME:VERSION; None for an optional one that is not there."""
    while True:
        value, status, said = aws('ssm', 'get-parameter', '--with-decryption', '--name', name,
                                  '--query', 'Parameter.Value', '--output', 'json')
        if status == 0:
            return json.loads(value)
        if optional and '(ParameterNotFound)' in said:
            return None
        if time.monotonic() > PATIENCE:
            sys.exit(f'{name} could not be read: {said}')
        time.sleep(3)


def write(path, text):
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    if os.path.exists(path + '.new'):
        os.remove(path + '.new')
    with os.fdopen(os.open(path + '.new', os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'w') as file:
        file.write(text)
    os.replace(path + '.new', path)


def exchange(path, new, read):
    """Puts a file in another's place, unless that one is no longer what was read: who writes where it lies may do so until the end."""
    old = path + '.old'
    if os.path.exists(old):
        os.remove(old)
    if os.path.exists(path):
        os.link(path, old)
    os.replace(new, path)
    if contents(old) != read:
        os.replace(old, path)
        return False
    if read:
        os.remove(old)
    return True


def contents(path):
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ''


def running_configuration():
    return contents(CONFIG_TOML)
