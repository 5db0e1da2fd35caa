"""Starts the real cfn-init, cfn-signal or cfn-hup (aws-cfn-bootstrap 1.4-31) on a pretended machine, with what it finds
on AWS's network: 169.254.169.254 is the folder /outside/imds, and CloudFormation's endpoint is the emulator's. In the
metadata, what the scripts pin of GitLab's files is replaced by what /outside/pins.json has for the files that are
downloaded here.

Amazon Linux 2023 has 2.0-39, whose source is not published. It asks the metadata service with a token, which 1.4 does
not know yet, and it knows systemd under `services`, which the template therefore does not use."""

import io
import json
import os
import runpy
import shlex
import sys
from urllib.parse import urlsplit

from requests import Response, Session
from requests.adapters import BaseAdapter, HTTPAdapter

with open("/outside/environment") as file:
    OUTSIDE = dict(word.split("=", 1) for word in shlex.split(file.read()) if "=" in word)


class MetadataService(BaseAdapter):
    def send(self, request, **_):
        response = Response()
        response.url, response.request = request.url, request
        path = "/outside/imds" + urlsplit(request.url).path
        response.status_code = 200 if os.path.isfile(path) else 404
        response.raw = open(path, "rb") if response.ok else io.BytesIO()
        return response

    def close(self):
        pass


class Trusting(HTTPAdapter):
    """Trusts the emulator's certificate authority, as a real machine trusts Amazon's."""

    def send(self, request, verify=True, **options):
        return super().send(request, verify=OUTSIDE.get("AWS_CA_BUNDLE", verify), **options)


class CloudFormation(Trusting):
    def send(self, request, **options):
        request.url = OUTSIDE["AWS_ENDPOINT_URL"] + request.path_url
        response = super().send(request, **options)
        content = response.content
        for real, ours in pins().items():
            content = content.replace(real.encode(), ours.encode())
        response._content = content
        return response


def pins():
    with open("/outside/pins.json") as file:
        return json.load(file)


def mount(session, *_, original=Session.__init__):
    original(session)
    session.mount("http://169.254.169.254/", MetadataService())
    session.mount("https://", Trusting())
    session.mount("https://cloudformation.", CloudFormation())


Session.__init__ = mount
sys.argv = sys.argv[1:]
with open("/outside/calls", "a") as calls:
    calls.write(" ".join(sys.argv) + "\n")
runpy.run_path(os.path.join(sys.prefix, "bin", sys.argv[0]), run_name="__main__")
