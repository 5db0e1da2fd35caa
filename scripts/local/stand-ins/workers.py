"""The workers' side of EC2 Instance Connect and of SSH, which ministack does not have: a real SSH server (AsyncSSH) on loopback.
It lets in whoever pushed a public key to a running instance less than a minute ago, as that instance's user, and runs what it is
told with the programs of the folder `worker` before this machine's own.

SendSSHPublicKey: service-2.json of ec2-instance-connect (botocore 1.43.106) has its arguments, errors and their words; that a
key counts for 60 s is in the API's reference, https://docs.aws.amazon.com/ec2-instance-connect/latest/APIReference/."""

import asyncio
import json
import os
import re
import subprocess
import threading
import time

import asyncssh
from ministack.services import ec2

HERE = os.path.dirname(os.path.abspath(__file__))
COUNTS_FOR = 60
# The public keys that were pushed, each with its instance, its user and when it was. The instance itself, since ministack knows
# whose account and region it is by the request alone.
pushed = []


def failed(kind, message):
    return 400, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps({"__type": kind, "Message": message}).encode()


async def handle_request(method, path, headers, body, query):
    if headers.get("x-amz-target") != "AWSEC2InstanceConnectService.SendSSHPublicKey":
        return failed("InvalidArgsException", "One of the parameters is not valid.")
    given = json.loads(body)
    instance, user, key = (given.get(name, "") for name in ("InstanceId", "InstanceOSUser", "SSHPublicKey"))
    if not re.fullmatch("i-[a-f0-9]+", instance) or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9@._-]{0,31}", user) or len(key) < 80:
        return failed("InvalidArgsException", "One of the parameters is not valid.")
    found = ec2._instances.get(instance)
    if not found:
        return failed("EC2InstanceNotFoundException", "The specified instance was not found.")
    if not is_running(found):
        return failed("EC2InstanceStateInvalidException", "Unable to connect because the instance is not in a valid state.")
    try:
        pushed.append((asyncssh.import_public_key(key), found, user, time.monotonic()))
    except asyncssh.KeyImportError:
        return failed("InvalidArgsException", "One of the parameters is not valid.")
    answer = json.dumps({"RequestId": "request", "Success": True}).encode()
    return 200, {"Content-Type": "application/x-amz-json-1.1"}, answer


def is_running(instance):
    return instance["State"]["Name"] == "running"


class Worker(asyncssh.SSHServer):
    def begin_auth(self, username):
        return True

    def public_key_auth_supported(self):
        return True

    def validate_public_key(self, username, key):
        since = time.monotonic() - COUNTS_FOR
        return any(at > since and user == username and public == key and is_running(instance) for public, instance, user, at in pushed)


async def run(process):
    programs = os.environ.get("WORKER_PROGRAMS", os.path.join(HERE, "worker"))
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "WORKER_AUTHORITY": os.environ.get("WORKER_AUTHORITY", "")}
    shell = await asyncio.create_subprocess_exec(
        "bash", "-c", process.command or "exit", env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said, _ = await shell.communicate()
    process.stdout.write(said.decode(errors="replace"))
    process.exit(shell.returncode)


async def serve(port):
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = await asyncssh.create_server(Worker, "127.0.0.1", port, server_host_keys=[key], process_factory=run)
    await server.wait_closed()


def start(port):
    """Serves beside ministack, in a thread of its own, until that ends."""
    threading.Thread(target=lambda: asyncio.run(serve(port)), daemon=True).start()
