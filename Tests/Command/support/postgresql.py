"""A real PostgreSQL server for the tests: made, started, stopped and killed by them, on a socket of its own."""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import uuid
from pathlib import Path

import pytest

OWNER = "hcode"


def programs():
    """The folder of the newest server's programs; Debian keeps them off the PATH."""
    return max(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]), default=None)


class Server:
    """One server. It refuses to run as root, so as root it is run as `postgres`, the user of Debian's package."""

    def __init__(self, within=(), **settings):
        """`within` comes before its programs, such as a network namespace."""
        self.bin, self.within = programs(), list(within)
        if self.bin is None:
            pytest.skip("skipped: no PostgreSQL server (Scripts/bootstrap --dev)")
        # Short: the name of a socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.user = None
        if os.geteuid() == 0:
            self.user = pwd.getpwnam("postgres")
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self.folder.chmod(0o755)
        self.call("initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions")
        self.settings = {"listen_addresses": "", "unix_socket_directories": self.folder, **settings}
        self.process = None
        self.start()

    def call(self, program, *args, check=True):
        as_user = ["setpriv", "--reuid", str(self.user.pw_uid), "--regid", str(self.user.pw_gid), "--clear-groups"] if self.user else []
        return subprocess.run([*self.within, *as_user, f"{self.bin}/{program}", *map(str, args)], check=check, capture_output=True, cwd="/tmp",
                              env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}, timeout=120)

    def start(self):
        options = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        self.call("pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log", "-o", options)

    def stop(self, mode="fast"):
        """`immediate` is a crash: the server recovers from its log at the next start."""
        self.call("pg_ctl", "stop", "-w", "-D", self.data, "-m", mode, check=False)

    def pause(self):
        """Freezes every process of the server, as a machine that swaps or a switch that hangs."""
        self.signal(signal.SIGSTOP)

    def go_on(self):
        self.signal(signal.SIGCONT)

    def signal(self, number):
        main = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(main)], capture_output=True, text=True).stdout.split()
        for process in [main, *map(int, children)]:
            try:
                os.kill(process, number)
            except ProcessLookupError:
                pass

    def admit(self, hba):
        """Who may connect by which way: its owner by the socket, and these lines of pg_hba.conf."""
        (self.data / "pg_hba.conf").write_text(f"local all {OWNER} trust\n{hba}\n")
        self.sql("SELECT pg_reload_conf()")

    def sql(self, statement, database="postgres"):
        result = self.call("psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", self.settings.get("port", 5432), "-U", OWNER,
                           "-d", database, "-c", statement, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout.decode().strip()

    def database(self):
        """A new and empty one."""
        name = f"d{uuid.uuid4().hex[:12]}"
        self.sql(f"CREATE DATABASE {name}")
        return name

    def url(self, database, host=None, **parameters):
        more = "".join(f"&{name}={value}" for name, value in parameters.items())
        return f"postgres://{OWNER}@/{database}?host={host or self.folder}{more}"

    def remove(self):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


def over_tls(folder, hba):
    """A server on TCP too, with a certificate for `localhost` and these lines of pg_hba.conf; its port, and the root that signed for it."""
    running = Server()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key", "-out", folder / "root"],
                   check=True, capture_output=True)
    for name in ("key", "root"):
        target = running.folder / name
        target.write_bytes((folder / name).read_bytes())
        target.chmod(0o600)
        if running.user:
            os.chown(target, running.user.pw_uid, running.user.pw_gid)
    running.sql("ALTER SYSTEM SET password_encryption = 'scram-sha-256'")
    running.admit(hba)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running.stop()
    running.settings |= {"listen_addresses": "127.0.0.1", "port": port, "ssl": "on", "ssl_cert_file": running.folder / "root",
                         "ssl_key_file": running.folder / "key"}
    running.start()
    running.port, running.root = port, folder / "root"
    return running


class Proxy:
    """Stands between hcode and the server and breaks the connection at a chosen statement, a number of times after the first few.

    `before`: the server never hears of it. `after`: the server has done it, and its answer gets lost; `meanwhile` is SQL that is
    run in the database before hcode notices: (database, statements).
    """

    def __init__(self, server, statement, moment, times=1, skip=0, meanwhile=None):
        self.folder = Path(tempfile.mkdtemp(prefix="px-", dir="/tmp"))
        self.server, self.statement, self.moment, self.times = server, statement.encode(), moment, times
        self.broken, self.skip, self.meanwhile = 0, skip, meanwhile
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / ".s.PGSQL.5432"))
        self.listener.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(str(self.server.folder / ".s.PGSQL.5432"))
            except OSError:
                client.close()
                continue
            ends = {"waits": False}
            threading.Thread(target=self.requests, args=(client, server, ends), daemon=True).start()
            threading.Thread(target=self.answers, args=(client, server, ends), daemon=True).start()

    def is_wanted(self, data):
        with self.lock:
            if self.statement in data and self.broken < self.times:
                if self.skip:
                    self.skip -= 1
                else:
                    self.broken += 1
                    return True
        return False

    def requests(self, client, server, ends):
        while data := self.received(client):
            if self.is_wanted(data):
                if self.moment == "before":
                    break
                ends["waits"] = True
            server.sendall(data)
        self.end(client, server)

    def answers(self, client, server, ends):
        while data := self.received(server):
            if ends["waits"]:
                if self.meanwhile:
                    self.server.sql(self.meanwhile[1], self.meanwhile[0])
                break
            try:
                client.sendall(data)
            except OSError:
                break
        self.end(client, server)

    @staticmethod
    def received(end):
        try:
            return end.recv(65536)
        except OSError:
            return b""

    @staticmethod
    def end(*sockets):
        for one in sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)
