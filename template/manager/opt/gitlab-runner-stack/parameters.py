"""Parameter Store, and what the manager keeps in memory for root alone."""
import json
import os
import re
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


def parameter(name):
    while True:
        value, status, said = aws('ssm', 'get-parameter', '--with-decryption', '--name', name,
                                  '--query', 'Parameter.Value', '--output', 'text')
        if status == 0:
            return value.rstrip('\n')
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


def running_configuration():
    try:
        with open(CONFIG_TOML) as file:
            return file.read()
    except FileNotFoundError:
        return ''


def renewed(registration, configuration):
    """The registration with the token that GitLab Runner has renewed in config.toml; None when there is none."""
    keys = ('id', 'token', 'token_obtained_at', 'token_expires_at', 'executor')
    found = [re.search(rf'^ *{key} = "?([^"\n]+)"?\n', configuration, re.MULTILINE) for key in keys]
    runner, token, obtained, expires, executor = [match and match.group(1) for match in found]
    # It writes the file where it lies, so one that is not whole yet may be seen: its executor is still missing.
    if not executor or runner != registration.get('runnerId'):
        return None
    # Both dates are in UTC, with as many decimals as they have: without the Z, text sorts as time does.
    if obtained.rstrip('Z') <= registration['tokenObtainedAt'].rstrip('Z'):
        return None
    # Go's zero time stands for never.
    never = not expires or expires.startswith('0001-')
    return dict(registration, token=token, tokenObtainedAt=obtained, tokenExpiresAt=None if never else expires)


def as_stored(registration):
    """As Parameter Store takes it, which refuses two braces in a value: one is written by its number."""
    return json.dumps(registration).replace('{{', '{\\u007b')


def live_registration(configuration):
    """The registration with its live token: a renewed one goes into Parameter Store first."""
    name = os.environ['REGISTRATION']
    registration = json.loads(parameter(name))
    newer = renewed(registration, configuration)
    if not newer:
        return registration
    write('/run/gitlab-runner/renewed', as_stored(newer))
    key = ['--key-id', newer['key']] if newer['key'] else []
    _, status, said = aws('ssm', 'put-parameter', '--overwrite', '--type', 'SecureString', '--tier', 'Standard',
                          '--name', name, '--value', 'file:///run/gitlab-runner/renewed', *key)
    if status != 0:
        sys.exit(f'The token that GitLab Runner has renewed could not be written to {name}: {said}')
    os.remove('/run/gitlab-runner/renewed')
    return newer
