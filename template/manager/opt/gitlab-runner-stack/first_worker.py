"""What is made of the answers of AWS and of the first worker: decisions alone."""
import json
import re
import shlex

# What passes by itself, by the codes of the EC2 API and of its fleets, and the words of an account that is still verified:
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
# A key that may not be used is Client.InternalError, and a quota "more vCPU capacity than": neither passes.
PASSES = re.compile(
    r'Insufficient(Instance|Host|ReservedInstance)?Capacity\b|UnfulfillableCapacity|do not have sufficient|no Spot capacity|'
    r'RequestLimitExceeded|Throttl|ServiceUnavailable|\bUnavailable\b|(?<!Client\.)Internal(Error|Failure)|[Ii]nternal error|'
    r'PendingVerification|being (verified|validated)')
DOCKER_HUB = 'registry-1.docker.io'


def failed(activities):
    """The launches that failed, the newest first, of the activities as describe-scaling-activities lists them."""
    launches = [one for one in activities if one.get('Description', '').startswith('Launching a new EC2 instance')]
    # A launch that the group itself gave up, as when an instance may not use the key of its volume, is Cancelled and has a reason.
    return [one for one in launches if one['StatusCode'] == 'Failed'
            or one['StatusCode'] == 'Cancelled' and 'Termination Reason: ' in words(one)]


def failed_launches(activities):
    """What AWS said of each launch that failed, the newest first."""
    return [words(one) for one in failed(activities)]


def words(activity):
    """AWS's words, without what it says of every launch and without what only AWS can read."""
    said = activity.get('StatusMessage') or activity.get('Description', '').partition('Status Reason: ')[2]
    readable = ' '.join(said.split()).partition(' Encoded authorization failure message:')[0]
    return re.sub(r' ?Launching EC2 instance failed\.?$', '', readable)


def passes(said):
    """Whether what AWS said passes without anybody's doing."""
    return bool(PASSES.search(said))


def refusal(said, is_over):
    """The words that end a create, or None: of what does not pass by itself, what AWS said twice, or last when time is over."""
    sure = [one for one in said if not passes(one)]
    if is_over and said and not passes(said[0]):
        return said[0]
    return next((one for one in sure if sure.count(one) > 1), None)


def way_out(said):
    """What to do where AWS's words name neither the cause nor a type that works; else nothing."""
    if 'eligible for Free Tier' not in said:
        return ''
    return " The account is on AWS's free plan: set WorkerInstanceTypes to m7i-flex.large, or upgrade the plan."


def is_denied(said):
    """Whether AWS refuses the manager a right, as opposed to being busy or out of reach."""
    return bool(re.search(r'\((AccessDenied\w*|UnauthorizedOperation)\)', said))


def setting(configuration, key):
    """A text of config.toml by a key that stands there once, on a line of its own; empty when there is none."""
    found = re.search(rf'^\s*{key} = ("(?:[^"\\]|\\.)*")$', configuration, re.MULTILINE)
    return json.loads(found.group(1)) if found else ''


def registry(image):
    """The host that Docker pulls an image from: what stands before the first slash, when that can be one."""
    host, slash, _ = image.partition('/')
    is_host = slash and re.fullmatch(r'[\w.-]+(:\d+)?', host) and re.search(r'[.:]|^localhost$', host)
    return host if is_host and host != 'docker.io' else DOCKER_HUB


def questions(configuration, gitlab_url, proxy, no_proxy):
    """A shell script for a worker: whether it has what its jobs will need. What it prints last is what it lacks."""
    host = registry(setting(configuration, 'image'))
    reach = 'curl --silent --show-error --output /dev/null --connect-timeout 10 --max-time 20 '
    # Docker asks its mirrors before Docker Hub and does without those that do not answer: one of them all is enough.
    mirrors = '$(docker info --format "{{range .RegistryConfig.Mirrors}}{{.}} {{end}}") ' if host == DOCKER_HUB else ''
    pull = f'for url in {mirrors}https://{host}/; do {reach}"$url"v2/ && exit; done; exit 1'
    asked = [
        ('cloud-init or Docker is not ready', setting(configuration, 'instance_ready_command')),
        (f'the registry {host} cannot be reached', pull),
        (f'GitLab, {gitlab_url}, cannot be reached', reach + shlex.quote(gitlab_url)),
    ]
    proxies = {'https_proxy': proxy, 'HTTPS_PROXY': proxy, 'no_proxy': no_proxy, 'NO_PROXY': no_proxy} if proxy else {}
    return '\n'.join([
        *(f'export {name}={shlex.quote(value)}' for name, value in proxies.items()),
        'ask() { said=$(sh -c "$2" 2>&1) || { echo "$1: $(echo "$said" | tail -n 1)"; exit 1; }; }',
        *(f'ask {shlex.quote(lack)} {shlex.quote(command)}' for lack, command in asked),
    ])
