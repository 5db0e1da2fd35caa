"""Asks the metadata service for credentials, as a job would, and says what came of it."""

import socket
import sys
import urllib.error
import urllib.request

AT = "http://169.254.169.254/latest/"
PATIENCE = 2


def ask(path, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(AT + path, method=method, headers=named)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.read().decode()


def credentials(**token):
    folder = "meta-data/iam/security-credentials/"
    return ask(folder + ask(folder, **token), **token)


def token():
    return {"X_aws_ec2_metadata_token": ask("api/token", "PUT", X_aws_ec2_metadata_token_ttl_seconds="60")}


try:
    if sys.argv[1] == "ready":
        socket.create_connection(("169.254.169.254", 80), PATIENCE).close()
    else:
        print(credentials(**(token() if sys.argv[1] == "with-token" else {})))
except urllib.error.HTTPError as error:
    print(error.code)
except OSError:
    if sys.argv[1] == "ready":
        sys.exit(1)
    print("nothing")
