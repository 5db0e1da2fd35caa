"""The AWS CLI as a fork server, in its working folder: what it imports takes four times as long as a call, and the machines
of one test file make hundreds. Ends with the process that started it."""

import ctypes
import gc
import marshal
import os
import signal
import socket
import sys
import threading

import awscli.handlers  # noqa: F401 (what the CLI imports once it is called)
from awscli import clidriver

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


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
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
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
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    gc.freeze()
    print("listens", flush=True)
    try:
        while True:
            fork(server.accept()[0])
    finally:
        os.unlink("socket")
        os.rmdir(os.getcwd())
