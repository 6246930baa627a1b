#!/usr/bin/env python3
"""Builds archives of several sizes, measures dateline on them and other programs beside it, and prints one table of ratios.

    cargo build --release && cargo bench --bench questions --no-run      # prints where the measuring program is
    compare.py --folder DIR --dateline target/release/dateline --questions target/release/deps/questions-… CORPUS...

Everything is made in DIR and kept: what is there already is not made again, so that a run can be taken up, and another program can be
measured on the same stories (another --label keeps its stores apart). A million stories need 20 GB there, and an hour.

The stories are made by make.py (see there). `--reader TOOL` names a program that takes --bin, --store and --json and tells start_ms and
own_mib of the reader on a terminal. Whether what is sought comes first is asked of the corpora themselves, beside plain FTS5. newsboat
and notmuch are measured where they are installed, at one size (--peers-at).
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter

import peers

HERE = os.path.dirname(os.path.abspath(__file__))


class Bench:
    """One archive, of a size or (where there is none) of the corpora as they are: its files, and what was measured of it."""

    def __init__(self, wanted, count=None):
        self.wanted, self.count = wanted, count
        self.name = f"{count:,}" if count else "the corpora"
        start = os.path.join(wanted.folder, str(count or "corpora"))
        self.stories = f"{start}.jsonl"
        self.store = f"{start}-{wanted.label}"
        self.plain = f"{start}-plain.db"
        self.notes = f"{start}-{wanted.label}.json"
        self.kept = json.load(open(self.notes, encoding="utf-8")) if os.path.exists(self.notes) else {}
        self.figures, self.ratios = {}, {}

    def once(self, name, measure):
        """What was measured when a file was made, kept for the next run."""
        if name not in self.kept:
            say(f"{self.name}: {name}")
            self.kept[name] = measure()
            with open(self.notes, "w", encoding="utf-8") as file:
                json.dump(self.kept, file)
        return self.kept[name]

    def ask(self, mode, *options):
        """A table of the measuring program: its rows, the head first."""
        say(f"{self.name}: {mode} {' '.join(options)}")
        command = [self.wanted.questions, mode, *options, "--tsv"]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        return [line.split("\t") for line in printed.splitlines()]

    def build(self):
        """Makes the stories, the store and the peer."""
        if self.count and not os.path.exists(self.stories):
            say(f"{self.name}: making stories")
            command = [sys.executable, os.path.join(HERE, "make.py"), *self.wanted.corpora, "--count", str(self.count)]
            with open(self.stories + ".part", "wb") as out:
                subprocess.run(command, check=True, stdout=out)
            os.rename(self.stories + ".part", self.stories)
        if not os.path.exists(self.store):
            self.kept = {}
        imported = self.once("import", self.run_import)
        if not os.path.exists(self.plain):
            self.ask("plain", self.store, self.plain)
            self.kept.pop("raw", None)
        raw = self.once("raw", self.raw_text)
        store = peers.size(self.store)
        self.figures |= {
            "import: stories a second": imported["filed"] / imported["seconds"],
            "import: seconds": imported["seconds"],
            "import: peak memory, MiB": imported["memory"],
            "raw text, MB": raw / 1e6,
            "store, MB": store / 1e6,
            "store / raw text": store / raw,
            "plain FTS5 file, MB": os.path.getsize(self.plain) / 1e6,
        }

    def run_import(self):
        """Imports the stories: seconds, stories filed, and the most memory the program had (VmHWM)."""
        shutil.rmtree(self.store, ignore_errors=True)
        command = [self.wanted.dateline, "--store", self.store, "import", "--quiet", "--format", "json"]
        command += [self.stories] if self.count else self.wanted.corpora
        began = time.monotonic()
        program = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
        most = 0.0
        while program.poll() is None:
            most = max(most, high_water(program.pid))
            time.sleep(0.05)
        seconds = time.monotonic() - began
        return {"seconds": seconds, "memory": most, "filed": json.loads(program.stdout.read())["filed"]}

    def raw_text(self):
        """The UTF-8 bytes of all headlines and bodies, as they were imported: those of the peer."""
        reading = sqlite3.connect(f"file:{self.plain}?mode=ro", uri=True)
        return reading.execute("SELECT sum(length(CAST(headline AS BLOB)) + length(CAST(body AS BLOB))) FROM doc").fetchone()[0]

    def measure(self):
        """Asks everything that can be asked of a store."""
        options = ["--plain", self.plain, "--questions", str(self.wanted.asked), "--few-unread", "50"]
        head, *rows = self.ask("speed", self.store, *options)
        for row in rows:
            cells = dict(zip(unique(head), row))
            for column, (order, name) in enumerate((("date", "newest first"), ("relevance", "best first"), ("count", "counted")), 1):
                kind = f"{row[0]}, {name}, ms"
                self.figures[kind] = (number(cells[f"{order} p50"]), number(cells[f"p99 {column}"]))
                self.ratios[kind] = number(cells.get(f"plain/{order}", "-"))
        for mode in ("start", "cold"):
            _, *rows = self.ask(mode, self.store)
            for name, median, longest in rows:
                self.figures[f"{name}, ms (median / longest)"] = (number(median), number(longest))
        if self.wanted.reader:
            self.figures |= self.reader()

    def reader(self):
        """The reader on a terminal."""
        command = [sys.executable, self.wanted.reader, "--bin", self.wanted.dateline, "--store", self.store, "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
        if done.returncode:
            say(f"{self.wanted.reader} failed; the reader is left out")
            return {}
        told = json.loads(done.stdout)
        names = {"start_ms": "start to painted list, ms", "own_mib": "memory of its own, MiB", "search_ms": "search in the reader, ms"}
        return {f"reader: {name}": told[key] for key, name in names.items() if key in told}

    def sought(self):
        """Whether what is sought comes first: lines of figure, ours, the peer's."""
        head, *rows = self.ask("sought", self.store, "--plain", self.plain)
        half = len(rows) // 2
        for ours, theirs in zip(rows[:half], rows[half:]):
            for name, our, their in list(zip(head, ours, theirs))[2:]:
                yield ours[0].replace("dateline", "sought") + f", {name}, %", number(our.rstrip(" %")), number(their.rstrip(" %"))

    def crowd(self):
        """Ten readers beside a writer, for a minute, on a copy."""
        copy = self.store + "-crowd"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.store, copy)
        _, *rows = self.ask("crowd", copy)
        shutil.rmtree(copy)
        for row in rows:
            if row[0] == "errors":
                self.figures["crowd: errors"] = float(row[1])
            else:
                self.figures[f"crowd: {row[0]}, ms"] = (number(row[2]), number(row[3]))
                self.figures[f"crowd: {row[0]}, longest, ms"] = number(row[4])

    def words(self):
        """A common word, a middling and a rare one, by how many of some thousand stories have them."""
        found, seen = Counter(), 0
        for story, _ in peers.stories(self.stories):
            if story["lang"] == "en":
                found.update(set(re.findall(r"[a-z]{5,}", story["body"])))
                seen += 1
            if seen == 5000:
                break
        near = lambda share: min(sorted(found), key=lambda word: abs(found[word] - share * seen))
        return [near(0.3), near(0.01), near(0.0005)]

    def beside(self):
        """Other programs on the same stories: lines of figure, ours, theirs."""
        words, lines = self.words(), []
        ours = {}
        for word in words:
            command = [self.wanted.dateline, "--store", self.store, "search", "--limit", "40", word]
            peers.timed(command)
            ours[f"search from the shell: {word}, ms"] = min(peers.timed(command)[0] for _ in range(5)) * 1e3
        ours |= {"store, bytes": peers.size(self.store), "build, s": self.kept["import"]["seconds"]}
        ours |= {name.removeprefix("reader: "): value for name, value in self.figures.items() if name.startswith("reader: ")}
        for peer in peers.installed(os.path.join(self.wanted.folder, f"{self.count}-peers")):
            say(f"{self.name}: {peer.name}")
            kept = self.once(peer.name, lambda peer=peer: shutil.rmtree(peer.folder, ignore_errors=True) or {"build, s": peer.build(self.stories)})
            for name, theirs in {**kept, **peer.figures(words)}.items():
                same = ours.get(name) or (ours.get("search in the reader, ms") if name.startswith("search in the reader") else None)
                lines.append((f"{peer.name}: {name}", same, theirs))
        return lines


def high_water(process):
    """The most memory a process had so far, in MiB."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024
    except (OSError, AttributeError):
        return 0.0


def unique(names):
    """Names; those that come more than once with their number behind them."""
    names = list(names)
    for at, name in enumerate(names):
        yield f"{name} {names[:at].count(name) + 1}" if names.count(name) > 1 else name


def number(cell):
    """A figure; none where there is none."""
    return None if cell == "-" else float(cell)


def shown(value):
    """A figure, or two of them, as they stand in the table."""
    if isinstance(value, tuple):
        return " / ".join(map(shown, value))
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ratio(value, other):
    """How many times a figure is another; of two figures, the first."""
    value, other = (one[0] if isinstance(one, tuple) else one for one in (value, other))
    return value / other if value is not None and other else None


def say(line):
    """What is being done, for who waits."""
    print(f"[{time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


def table(benches, lines):
    """All figures by size (two are p50 / p99), what the largest is to the one before it, and what plain FTS5 is to the largest; then the
    other programs, theirs and ours."""
    rows = [["", *(bench.name for bench in benches), "growth", "plain FTS5"]]
    for name in dict.fromkeys(name for bench in benches for name in bench.figures):
        values = [bench.figures.get(name) for bench in benches]
        growth = ratio(values[-1], values[-2]) if len(values) > 1 else None
        rows.append([name, *map(shown, values), shown(growth), shown(benches[-1].ratios.get(name))])
    rows += [[], ["", "dateline", "the other", "ratio"]]
    for name, ours, theirs in lines:
        rows.append([name, shown(ours), shown(theirs), shown(ratio(theirs, ours))])
    widths = [max(len(row[column]) for row in rows if len(row) > column) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths))).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", help="what the stories are made of; not needed where they are made, but for relevance")
    parser.add_argument("--folder", required=True, help="where everything is made and kept")
    parser.add_argument("--dateline", required=True, help="the program")
    parser.add_argument("--questions", required=True, help="the measuring program")
    parser.add_argument("--label", default="store", help="keeps the stores of one program apart from those of another")
    parser.add_argument("--counts", default="1000,100000,1000000", help="sizes, ascending (1000,100000,1000000)")
    parser.add_argument("--asked", type=int, default=200, help="questions of each kind (200)")
    parser.add_argument("--reader", help="a program that measures the reader on a terminal")
    parser.add_argument("--peers-at", type=int, default=100_000, help="the size at which others are measured, 0 for none (100,000)")
    wanted = parser.parse_args()
    os.makedirs(wanted.folder, exist_ok=True)
    benches, lines = [Bench(wanted, int(count)) for count in wanted.counts.split(",")], []
    for bench in benches:
        bench.build()
        bench.measure()
        if bench is benches[-1]:
            bench.crowd()
        if bench.count == wanted.peers_at:
            lines += bench.beside()
    if wanted.corpora:
        # Invented archives repeat their headlines: relevance is measured on real ones.
        real = Bench(wanted)
        real.build()
        lines += real.sought()
    print(f"{os.cpu_count()} cores; two figures in ms are p50 / p99 where nothing else is said\n")
    table(benches, lines)


if __name__ == "__main__":
    main()
