"""The AWS CLI as a fork server, in its working folder: what it imports takes four times as long as a call, and the machines
of one test file make hundreds. Ends with the process that started it."""

import ctypes
import gc
import marshal
import os
import select
import signal
import socket
import sys
import threading

import awscli.handlers  # noqa: F401 (what the CLI imports once it is called)
from awscli import clidriver

LIBC = ctypes.CDLL(None, use_errno=True)


def call(connection):
    """Makes the call where its caller is: in its user namespace and its file system, with its streams and environment."""
    _, (user, root, folder, *streams), _, _ = socket.recv_fds(connection, 1, 6)
    request = connection.makefile("rb")
    arguments, environment = marshal.load(request)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    if LIBC.setns(user, 0) != 0:
        raise OSError(ctypes.get_errno(), "setns")
    os.fchdir(root)
    os.chroot(".")
    os.fchdir(folder)
    os.environ.update(environment)
    sys.argv[:] = ["aws", *arguments]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # A caller that is ended, as by timeout(1), takes its call along.
    threading.Thread(target=lambda: (request.read(), os._exit(1)), daemon=True).start()
    return clidriver.main()


def fork(connection):
    if os.fork() != 0:
        return connection.close()
    status = 1
    try:
        status = call(connection)
    except SystemExit as ended:
        status = ended.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    connection.sendall(bytes([status]))
    os._exit(0)


if __name__ == "__main__":
    server = socket.socket(socket.AF_UNIX)
    server.bind("socket")
    server.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.disable()
    print("listens", flush=True)
    # Standard input ends with the process that started this one.
    while sys.stdin not in select.select([server, sys.stdin], [], [])[0]:
        fork(server.accept()[0])
    os.unlink("socket")
    os.rmdir(os.getcwd())
