"""GitLab's API, as far as the manager asks it itself."""
import http.client
import ipaddress
import json
import os
import re
import secrets
import ssl
import urllib.error
import urllib.parse
import urllib.request

from parameters import write

AUTHORITY = '/run/gitlab-runner/gitlab-ca.pem'
SYSTEM_ID = '/run/gitlab-runner/.runner_system_id'
# Firewalls refuse Python's own name; the functions have the same one.
USER_AGENT = 'gitlab-runner-stack/0.2.0'
# ssl.VERIFY_X509_PARTIAL_CHAIN, which Python has a name for since 3.10: an intermediate that is given is trusted, as by Go.
PARTIAL_CHAIN = 0x80000
# More than any answer to this question.
LONGEST = 100_000


class Unreachable(Exception):
    """GitLab could not be asked, or answered nothing that decides."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to the registration's address alone."""

    def redirect_request(self, *_):
        return None


def system_id():
    """What tells this manager from others of the runner: the file in which gitlab-runner keeps it, made like its own."""
    try:
        with open(SYSTEM_ID) as file:
            kept = file.read().strip()
    except FileNotFoundError:
        kept = ''
    if re.fullmatch('[sr]_[0-9a-zA-Z]{12}', kept):
        return kept
    write(SYSTEM_ID, f'r_{secrets.token_hex(6)}')
    return system_id()


def refuses(error):
    """Whether GitLab itself says so in its own words, and no page before it, nor its read-only words."""
    # As isDeadToken of functions/registration/renewed.ts. lib/api/ci/runner.rb
    words = {403: '403 ', 422: 'Runner is orphaned'}.get(error.code)
    if not words:
        return False
    try:
        answer = json.loads(error.read(LONGEST))
    except (OSError, ValueError, RecursionError, http.client.HTTPException):
        return False
    return isinstance(answer, dict) and str(answer.get('message')).startswith(words)


def numbers(parse, text):
    """An address, or a block of them; None when it is a name."""
    try:
        return parse(text)
    except ValueError:
        return None


def direct(url, exceptions):
    """Whether NO_PROXY holds a URL's host, as for gitlab-runner. Python's own reading knows no blocks and no ports."""
    # useProxy of Go 1.26, vendor/golang.org/x/net/http/httpproxy/proxy.go
    asked = urllib.parse.urlsplit(url)
    address = numbers(ipaddress.ip_address, asked.hostname)
    for one in exceptions.lower().split(','):
        # Whole first, as an IPv6 address has colons itself.
        block = numbers(ipaddress.ip_interface, one)
        name, _, port = (one, '', '') if block else one.partition(':')
        block = block or numbers(ipaddress.ip_interface, name)
        if not name or port not in ('', str(asked.port or 443)) or bool(block) != bool(address):
            continue
        # With a dot before it a domain is not meant itself.
        host = asked.hostname if name[0] == '.' else f'.{asked.hostname}'
        if address in block.network if block else host.endswith(f".{name.lstrip('.')}"):
            return True
    return False


def verify(url, token):
    """What GitLab says of a token: an object with the id of its runner, or None when it refuses it. Raises Unreachable."""
    trusted = ssl.create_default_context()
    if os.path.exists(AUTHORITY):
        trusted.load_verify_locations(AUTHORITY)
        trusted.verify_flags |= PARTIAL_CHAIN
    opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusted))
    body = json.dumps({'token': token, 'system_id': system_id()}).encode()
    headers = {'Content-Type': 'application/json', 'User-Agent': USER_AGENT}
    asked = urllib.request.Request(f'{url}/api/v4/runners/verify', body, headers)
    proxy = urllib.parse.urlsplit(os.environ.get('HTTPS_PROXY', '')).netloc
    if proxy and not direct(url, os.environ.get('NO_PROXY', '')):
        asked.set_proxy(proxy, 'http')
    try:
        with opener.open(asked, timeout=10) as response:
            answer = json.loads(response.read(LONGEST))
    except urllib.error.HTTPError as error:
        if refuses(error):
            return None
        raise Unreachable(f'HTTP status {error.code}') from None
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        raise Unreachable(str(error)) from None
    if not isinstance(answer, dict):
        raise Unreachable('no object in the answer')
    return answer
