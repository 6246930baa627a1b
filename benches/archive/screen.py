"""A program on a pseudo-terminal: what it paints, and when."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

ESCAPES = re.compile(rb"\x1b\[[0-9;?=>]*[a-zA-Z]|\x1b[()][0-9A-B]|\x1b[=>78]|\x0f")


class Screen:
    """A running program, 120 columns by 40 lines."""

    def __init__(self, command, environment):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.began = self.last = time.monotonic()
        self.painted = b""
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
        self.program = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True, close_fds=True
        )
        os.close(slave)
        self.master = master

    def type(self, keys):
        """Types keys; what was painted before is forgotten."""
        self.painted = b""
        self.began = self.last = time.monotonic()
        os.write(self.master, keys.encode())

    def painted_within(self, pattern, limit, quiet=0.4):
        """Seconds until the last byte, once the pattern was painted and nothing more came for a while; none when it never was."""
        while time.monotonic() - self.began < limit:
            seen = re.search(pattern, ESCAPES.sub(b"", self.painted))
            if seen and time.monotonic() - self.last > quiet:
                return self.last - self.began
            if select.select([self.master], [], [], 0.02)[0]:
                try:
                    self.painted += os.read(self.master, 65536)
                except OSError:
                    return None
                self.last = time.monotonic()
        return None

    def memory(self):
        """MiB of its own (RssAnon)."""
        with open(f"/proc/{self.program.pid}/status", encoding="ascii", errors="replace") as file:
            return int(re.search(r"RssAnon:\s+(\d+)", file.read()).group(1)) / 1024

    def close(self):
        """Ends it."""
        self.program.terminate()
        try:
            self.program.wait(5)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
        os.close(self.master)
