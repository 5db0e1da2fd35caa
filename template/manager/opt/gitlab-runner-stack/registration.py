"""The runner with its live token. Its id comes from the registration alone, which the manager may only read; its address must be the stack's;
what the manager may write is one parameter beside it, with a token that GitLab Runner has renewed."""
import json
import os
import re
import sys
import time

import forms
import gitlab
from parameters import PATIENCE, aws, parameter, write

RENEWED = '/run/gitlab-runner/renewed'
# Is there once a boot has succeeded.
BOOTED = '/opt/gitlab-runner-stack/booted-with'


def registered(name):
    """The registration, as its function has written it."""
    try:
        found = json.loads(parameter(name))
    except (ValueError, RecursionError):
        found = None
    fault = forms.registration_fault(found)
    if fault == 'state':
        sys.exit('The runner is not registered.')
    if fault:
        sys.exit(f'{name} is no registration of this stack: its {fault} is malformed.')
    if found['url'] != os.environ['GITLAB_URL']:
        sys.exit(f"{name} names another GitLab than the stack's GitLabUrl: update the stack, and it is registered anew.")
    return found


def running(configuration, runner):
    """The dated token of a config.toml, when it is whole and of this runner."""
    keys = ('id', 'token', 'token_obtained_at', 'token_expires_at', 'executor')
    found = [re.search(rf'^ *{key} = "?([^"\n]+)"?\n', configuration, re.MULTILINE) for key in keys]
    this, token, obtained, expires, executor = [match and match.group(1) for match in found]
    # gitlab-runner writes the file where it lies, so one that is not whole yet may be seen: its executor is still missing.
    if not executor or this != str(runner):
        return None
    # Go's zero time stands for never.
    never = not expires or expires.startswith('0001-')
    return forms.dated_token({'token': token, 'tokenObtainedAt': obtained, 'tokenExpiresAt': None if never else expires})


def later(one, other):
    """The first when it was obtained after the second, else the second."""
    return one if one and forms.moment(one['tokenObtainedAt']) > forms.moment(other['tokenObtainedAt']) else other


def stored(name):
    """What some manager has written down; None when it is not that."""
    try:
        return forms.dated_token(json.loads(parameter(name, optional=True) or 'null'))
    # The latter by what is nested deeply.
    except (ValueError, RecursionError):
        return None


def proved(registration, renewed, now):
    """The renewed token with the dates that count, when GitLab knows it as this runner's; else None. Raises Unreachable."""
    answer = gitlab.verify(registration['url'], renewed['token'])
    if not answer or forms.runner_id(answer.get('id')) != str(registration['runnerId']):
        return None
    expires = answer.get('token_expires_at')
    if expires is not None and not forms.date(expires):
        return None
    # A date to come would stand above every later renewal.
    obtained = min(renewed['tokenObtainedAt'], now, key=forms.moment)
    return {'token': renewed['token'], 'tokenObtainedAt': obtained, 'tokenExpiresAt': expires}


def tags():
    """The stack's ResourceTags, such as CostCenter=1234,Team=ci, which preflight has let through."""
    return [dict(zip(('Key', 'Value'), tag.split('=', 1))) for tag in os.environ['RESOURCE_TAGS'].split(',') if tag]


def put(name, *how):
    """Writes what lies in RENEWED under the stack's key: the call's status, and the last line of its errors."""
    under = ['--key-id', os.environ['TOKEN_KEY']] if os.environ['TOKEN_KEY'] else []
    while True:
        _, status, said = aws('ssm', 'put-parameter', '--type', 'SecureString', '--tier', 'Standard',
                              '--name', name, '--value', f'file://{RENEWED}', *under, *how)
        # A write that follows another is refused for seconds, which the AWS CLI does not wait for.
        if '(TooManyUpdates)' not in said or time.monotonic() > PATIENCE:
            return status, said
        time.sleep(3)


def keep(name, renewed):
    """Writes a renewed token beside the registration, under the stack's key: who may write the registration chooses none."""
    write(RENEWED, json.dumps(renewed))
    # SSM takes no tags with --overwrite, and an organisation's policy may want them from the first moment.
    status, said = put(name, '--tags', json.dumps(tags())) if tags() else (1, '(ParameterAlreadyExists)')
    if status != 0 and '(ParameterAlreadyExists)' in said:
        status, said = put(name, '--overwrite')
    if status != 0:
        sys.exit(f'The token that GitLab Runner has renewed could not be written to {name}: {said}')
    os.remove(RENEWED)


def live_registration(configuration):
    """The registration with its live token: what config.toml has is GitLab's own answer and is kept; what is stored is asked for."""
    name = os.environ['REGISTRATION']
    beside = f'{name}/renewed'
    registration = registered(name)
    here = later(running(configuration, registration['runnerId']), registration)
    found = stored(beside)
    newest = later(found, here)
    if newest is not here and newest['token'] != here['token']:
        try:
            elsewhere = proved(registration, found, time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()))
        except gitlab.Unreachable as error:
            unasked = f'GitLab could not be asked whose the token in {beside} is: {error}'
            if os.path.exists(BOOTED):
                sys.exit(unasked)
            # An outage ends no manager that boots: it is asked again before gitlab-runner starts, until it answers.
            print(unasked)
            return dict(registration, **here)
        if elsewhere:
            return dict(registration, **elsewhere)
        print(f'The token in {beside} is not of runner {registration["runnerId"]}, and is left alone.')
    if here is not registration and (not found or found['token'] != here['token']):
        keep(beside, here)
    return dict(registration, **here)
