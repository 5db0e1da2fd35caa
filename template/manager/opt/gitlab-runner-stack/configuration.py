"""config.toml as gitlab-runner reads it: what the stack rendered, with what the manager alone knows."""
import json
import re
import textwrap

CERTIFICATE = re.compile(r'-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----')


def certificates(text):
    """The certificates of a PEM whose line breaks may have become spaces or a backslash and n, as on one line."""
    bodies = [textwrap.wrap(''.join(body.split()), 64) for body in CERTIFICATE.findall(re.sub(r'\\[rn]', '\n', text))]
    return ''.join('\n'.join(['-----BEGIN CERTIFICATE-----', *body, '-----END CERTIFICATE-----', '']) for body in bodies)


def with_runner(text, registration):
    """The configuration with the runner that the registration names, and its token; each has been checked by its form."""
    runner = int(registration['runnerId'])
    token = json.dumps(registration['token'])
    keys = [f'id = {runner}', f'token = {token}', f"token_obtained_at = {registration['tokenObtainedAt']}"]
    if registration['tokenExpiresAt']:
        keys.append(f"token_expires_at = {registration['tokenExpiresAt']}")
    return text.replace('[[runners]]\n', '\n'.join(['[[runners]]', *keys, '']), 1)


def with_machines(text, image, instance):
    """The configuration of docker+machine with the image that a parameter names, and machines that name their manager."""
    text = re.sub(r'(?<=amazonec2-ami=)resolve:ssm:([\w./-]+)', lambda match: image(match.group(1)), text)
    return re.sub(r'amazonec2-tags=[^"]*', lambda match: f'{match.group()},gitlab-runner-manager,{instance}', text)


def worker_user_data(proxy, pem):
    """What cloud-init does on docker-machine's workers; they have no launch template."""
    names = ('HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy')
    apt = f'Acquire::http::Proxy "{proxy}";\nAcquire::https::Proxy "{proxy}";\n'
    files = [{'path': '/etc/environment', 'append': True, 'content': ''.join(f'{name}={proxy}\n' for name in names)},
             {'path': '/etc/apt/apt.conf.d/99proxy', 'content': apt}]
    return '#cloud-config\n' + json.dumps({'write_files': files if proxy else [], 'ca_certs': {'trusted': [pem] if pem else []}})


def last_words(output):
    """What a gitlab-runner command said last, without its time and level (LOG_FORMAT=text)."""
    lines = [line for line in output.splitlines() if line.strip()] or ['nothing']
    message = re.search(r'msg="((?:[^"\\]|\\.)*)"', lines[-1])
    text = message.group(1).replace('\\n', ' ').replace('\\"', "'") if message else lines[-1]
    return ' '.join(text.split())
