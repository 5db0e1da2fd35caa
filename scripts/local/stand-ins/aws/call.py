"""Has the AWS CLI's fork server make this process's call, and ends as it does."""

import marshal
import os
import socket
import sys

here = [os.open(path, os.O_RDONLY) for path in ("/proc/self/ns/user", "/", ".")]
server = socket.socket(socket.AF_UNIX)
# A socket's path may have no more than 107 bytes.
os.chdir(os.environ["AWS_FORK_SERVER"])
server.connect("socket")
socket.send_fds(server, [b"."], [*here, 0, 1, 2])
server.sendall(marshal.dumps((sys.argv[1:], dict(os.environ))))
sys.exit(ord(server.recv(1) or b"\1"))
