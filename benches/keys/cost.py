#!/usr/bin/env python3
"""What a key costs: the CPU that all threads of the reader take for it, and the bytes that reach the terminal.

    cost.py --store DIR [--program target/release/dateline] [--config FILE] [--only NAME] [--keys 100] [--slowest 3] [--threads] [--margins]

The reader runs on a pseudo-terminal of 120 columns by 40 lines. A key is typed when the last one is through: when nothing has been
written and no thread has run for a while, so that the story which follows a selection belongs to the key that moved it. The time is that
of the system's scheduler (`/proc/PID/task/*/schedstat`, Linux), user and kernel together: writing the store and the terminal is in it,
waiting for the disk is not.

Where DIR is left out, make a store first:

    python3 benches/archive/make.py --count 100000 polnear.jsonl.zst bbc.jsonl.zst reuters21578.jsonl.zst > archive.jsonl
    dateline --store DIR import archive.jsonl

The store is read and marked as any reader would: measure a copy of one that is dear. The reader's files of state are put away after.
A machine that does other things at the same time makes each key dearer by what it forgets between two of them: say so with the figures.
"""

import argparse
import os
import select
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "archive"))

from screen import Screen  # noqa: E402

# A key is through when so long nothing was written and nothing has run: longer than a selection rests before its story follows.
QUIET = 0.25
# Nanoseconds that the watch for other programs takes at the most meanwhile.
IDLE = 0.15e6

# What a terminal says that can move rows between left and right margins.
MARGINS = b"\x1b[?69;2$y\x1b[?64c"

# Name, keys that lead there, the keys that are typed in turn, keys that lead back.
WORKS = [
    ("list: j", "g", "j", ""),
    ("list: k", "G", "k", ""),
    ("list: ctrl-d", "g", "\x04", ""),
    ("list: s", "g", "s", ""),
    ("list: space", "g", " ", "h"),
    ("story: j, k", "g\rg", "jjjjjjkkkkkk", "h"),
    ("story: page", "g\rg", "\x06\x02", "h"),
    ("story: J", "g\r", "J", "h"),
    ("alone: j, k", "g\rzg", "jjjjjjkkkkkk", "zh"),
    ("alone: page", "g\rzg", "\x06\x02", "zh"),
    ("search: a key", "/", "government minister said the talks", "\x1b"),
    ("search: j", "/minister\r", "j", "\x1b"),
    ("search: J", "/minister\r\r", "J", "h\x1b"),
    ("search: n", "/minister\r\r", "n", "h\x1b"),
]


class Reader(Screen):
    """The reader, and what its threads have taken."""

    def spent(self):
        """Nanoseconds of each thread."""
        folder = f"/proc/{self.program.pid}/task"
        spent = {}
        for thread in os.listdir(folder):
            try:
                with open(f"{folder}/{thread}/schedstat", encoding="ascii") as file:
                    spent[int(thread)] = int(file.read().split()[0])
            except FileNotFoundError:
                pass  # It has just ended.
        return spent

    def settle(self, limit=10):
        """Waits until nothing happens; the bytes that were written since keys were typed last."""
        end = time.monotonic() + limit
        before, last = 0, time.monotonic()
        while last + QUIET > time.monotonic() < end:
            if select.select([self.master], [], [], 0.03)[0]:
                self.painted += os.read(self.master, 65536)
                last = time.monotonic()
            now = sum(self.spent().values())
            if now > before + IDLE:
                before, last = now, time.monotonic()
        return len(self.painted)

    def cost(self, keys):
        """Bytes and milliseconds of each thread that typing these takes."""
        before = self.spent()
        self.type(keys)
        written = self.settle()
        return written, {thread: (after - before.get(thread, 0)) / 1e6 for thread, after in self.spent().items()}


def at(figures, part):
    """The figure below which so large a part of them is."""
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * part))]


def measured(reader, work, options):
    """A line of the table, and where it was asked for the dearest keys and what each thread took."""
    name, there, typed, back = work
    for key in there:
        reader.cost(key)
    # Words are typed once, whatever is asked for.
    count = len(typed) if " " in typed.strip() else options.keys
    costs = [reader.cost(typed[n % len(typed)]) for n in range(count)]
    for key in back:
        reader.cost(key)
    sums = [sum(threads.values()) for _, threads in costs]
    sizes = [size for size, _ in costs]
    print(f"{name:16}{at(sums, .5):9.2f}{at(sums, .99):9.2f}{max(sums):9.2f}{at(sizes, .5):9,}{at(sizes, .99):9,}{sum(sizes) // count:9,}",
          flush=True)
    if options.threads:
        threads = sorted({thread for _, spent in costs for thread in spent})
        means = [sum(spent.get(thread, 0) for _, spent in costs) / count for thread in threads]
        print("    mean of each thread, ms: " + " ".join(f"{mean:.2f}" for mean in means))
    dearest = sorted(range(count), key=lambda n: -sums[n])[: options.slowest]
    for n in dearest:
        parts = " ".join(f"{thread - reader.program.pid}:{spent:.2f}" for thread, spent in sorted(costs[n][1].items()) if spent >= 0.05)
        print(f"    key {n}: {sums[n]:.2f} ms, {sizes[n]:,} bytes ({parts})")


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description="What a key costs.")
    parser.add_argument("--store", required=True)
    parser.add_argument("--program", default=os.path.join(here, "..", "..", "target", "release", "dateline"))
    parser.add_argument("--config", default=os.devnull, help="a configuration (as it is shipped)")
    parser.add_argument("--keys", type=int, default=100, help="keys of each kind (100)")
    parser.add_argument("--only", default="", help="only the kinds whose names begin so")
    parser.add_argument("--slowest", type=int, default=0, help="show so many of the dearest keys of each kind, with the threads")
    parser.add_argument("--threads", action="store_true", help="show what each thread takes in the mean")
    parser.add_argument("--margins", action="store_true", help="answer as a terminal with left and right margins does")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        environment = {"XDG_STATE_HOME": state, "DATELINE_CONFIG": options.config, "COLORTERM": "truecolor"}
        began = time.monotonic()
        reader = Reader([options.program, "--store", options.store], environment)
        first = reader.painted_within(rb"\S", 20, quiet=0.05)
        if options.margins:
            reader.settle(0.05)
            os.write(reader.master, MARGINS)
        reader.settle()
        print(f"start: {first * 1000:.0f} ms, {sum(reader.spent().values()) / 1e6:.1f} ms of CPU, {len(reader.painted):,} bytes, "
              f"{reader.memory():.1f} MiB of its own")
        print(f"{'':16}{'CPU p50':>9}{'p99':>9}{'most':>9}{'bytes p50':>9}{'p99':>9}{'mean':>9}")
        for work in WORKS:
            if work[0].startswith(options.only):
                measured(reader, work, options)
        print(f"end: {reader.memory():.1f} MiB of its own, {time.monotonic() - began:.0f} s")
        reader.close()


if __name__ == "__main__":
    main()
