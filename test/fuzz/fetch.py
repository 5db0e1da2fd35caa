# Runs the manager's fetch-configuration once for each case of stdin, in this one process: what it asks of the outside is
# answered from the case. Prints what each would have written, or why it refused.
import builtins
import contextlib
import hashlib
import io
import json
import os
import runpy
import subprocess
import sys
import types

sys.dont_write_bytecode = True
PROGRAMS = sys.argv[1]
sys.path.insert(0, PROGRAMS)
import gitlab
import parameters

CASE, WRITTEN = {}, {}
plain_open = builtins.open


def open_source(path, *others, **named):
    return io.StringIO('') if path == '/etc/gitlab-runner-stack.ca' else plain_open(path, *others, **named)


def fetch(case):
    CASE.clear(), WRITTEN.clear()
    CASE.update(case)
    os.environ['GITLAB_URL'] = case['gitLabUrl']
    os.environ['CONFIGURATION_SHA256'] = hashlib.sha256(case['configuration'].encode()).hexdigest()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            runpy.run_path(PROGRAMS + '/fetch-configuration')
    except SystemExit as refusal:
        return {'refused': str(refusal)}
    return {'text': WRITTEN['/run/gitlab-runner/next.toml']}


parameters.parameter = lambda name, optional=False: CASE.get(name)
parameters.running_configuration = lambda: ''
parameters.write = WRITTEN.__setitem__
parameters.exchange = lambda *paths: True
gitlab.verify = lambda url, token: CASE['answer']
builtins.open = open_source
os.replace = os.remove = lambda *paths: None
subprocess.run = lambda *command, **named: types.SimpleNamespace(returncode=0, stdout='', stderr='')
os.environ.update(REGISTRATION='registration', CONFIGURATION='configuration', EXECUTOR='docker-autoscaler', HTTPS_PROXY='', TOKEN_KEY='', RESOURCE_TAGS='')
print(json.dumps([fetch(case) for case in json.load(sys.stdin)]))
