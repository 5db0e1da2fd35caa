"""What Parameter Store, GitLab or a file hands over is recognised here, by its type and form, where it enters.

Each function answers the value, or None for anything else. The functions have the same rules in TypeScript; both are held to
one table, test/forms/cases.json."""
import datetime
import ipaddress
import re

DATE = re.compile(r'(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))', re.ASCII)
URL = re.compile(r'https://([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?(/[\w.~%@!&*+,;=-]+)*', re.ASCII)


def runner_id(value):
    """GitLab's id of a runner, as digits."""
    digits = str(value) if type(value) is int else value
    if not isinstance(digits, str) or not re.fullmatch('[1-9][0-9]{0,15}', digits):
        return None
    return digits if int(digits) < 2 ** 53 else None


def token(value):
    """A runner's token, whatever its prefix."""
    return value if isinstance(value, str) and re.fullmatch(r'[\w.-]{8,512}', value, re.ASCII) else None


def moment(value):
    """A date of RFC 3339 as what sorts as time does: seconds, and the digits behind them."""
    found = DATE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    *whole, fraction, sign, hours, minutes = found.groups()
    offset = [int(hours or 0), int(minutes or 0)]
    try:
        day = datetime.datetime(*map(int, whole))
        datetime.time(*offset)
    except ValueError:
        return None
    east = (offset[0] * 60 + offset[1]) * (-60 if sign == '-' else 60)
    return day.toordinal() * 86400 + day.hour * 3600 + day.minute * 60 + day.second - east, (fraction or '').ljust(9, '0')


def date(value):
    """A moment as RFC 3339 and TOML write it, of a day that the calendar has."""
    return value if moment(value) else None


def url(value):
    """GitLab's address in the one spelling in which the stack stores it."""
    found = URL.fullmatch(value) if isinstance(value, str) else None
    if not found or re.search(r'/(\.|%2e){1,2}(/|$)', value, re.IGNORECASE):
        return None
    host = found.group(1)
    # A host that ends in a number is an IPv4 address, of which only the dotted decimal is the one spelling.
    if not host.startswith('[') and not re.search(r'(^|\.)(\d+|0x[\da-f]*)\.?$', host):
        return value
    try:
        address = ipaddress.ip_address(host.strip('[]'))
    except ValueError:
        return None
    return None if (getattr(address, 'ipv4_mapped', None) or address).is_link_local else value


def dated_token(value):
    """A token with its two dates, the second of which is None when it does not expire."""
    fields = value if isinstance(value, dict) else {}
    found = {'token': token(fields.get('token')), 'tokenObtainedAt': date(fields.get('tokenObtainedAt'))}
    expires = fields.get('tokenExpiresAt', '')
    if None in found.values() or (expires is not None and not date(expires)):
        return None
    return dict(found, tokenExpiresAt=expires)


def registration_fault(value):
    """The first field of a registration that is not what the registration's function writes; None when all are."""
    fields = value if isinstance(value, dict) else {}
    key = fields.get('key')
    checked = {
        'state': fields.get('state') == 'registered',
        'url': url(fields.get('url')),
        'runnerId': runner_id(fields.get('runnerId')),
        'token': token(fields.get('token')),
        'tokenObtainedAt': date(fields.get('tokenObtainedAt')),
        'tokenExpiresAt': fields.get('tokenExpiresAt', '') is None or date(fields.get('tokenExpiresAt')),
        'key': isinstance(key, str) and re.fullmatch(r'[\w:/-]*', key, re.ASCII),
    }
    return next((field for field, good in checked.items() if not good), None)
