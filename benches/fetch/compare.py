#!/usr/bin/env python3
"""Fetches invented feeds from a server on this machine with dateline and, where it is installed, with newsboat.

    compare.py [--dateline target/release/dateline] [--feeds 500] [--entries 20] [--bytes 2500] [--rounds 3]

Both ask the same server, one after the other, first with nothing filed, then with nothing new. Wall and CPU seconds (user and system) of the
program alone are told, the best of the rounds, and their ratios. newsboat is given sixteen threads, as dateline has sixteen connections.
Needs Python 3.9; nothing else.
"""
import argparse, http.server, os, random, resource, shutil, subprocess, sys, tempfile, threading, time
from email.utils import formatdate

WORDS = ("the of and to in a harbour council ferry minister talks river budget pier said water company plan year week people city market "
         "price report new old board vote court judge school road bridge train line service island coast storm wind power plant").split()
NAMES = ["Ana Ruiz", "Bo Lindt", "Ada Rao", "Lee Wong", "Ivan Orlov", "Mary Venn"]


def sentence(rnd):
    words = [rnd.choice(WORDS) for _ in range(rnd.randrange(8, 22))]
    text = " ".join(words).capitalize()
    return f"“{text},” {rnd.choice(NAMES)} said." if rnd.random() < .2 else text + "."


def feed(number, entries, size):
    rnd = random.Random(number)
    items = []
    for n in range(entries):
        paragraphs, length = [], 0
        while length < size:
            paragraphs.append(" ".join(sentence(rnd) for _ in range(4)))
            length += len(paragraphs[-1])
        body = "".join(f"<p>{p}</p>" for p in paragraphs)
        items.append(f"<item><title>{sentence(rnd)[:70]}</title><link>http://feed{number}.example/{n}</link>"
                     f"<guid isPermaLink='false'>{number}-{n}</guid><pubDate>{formatdate(1.77e9 + n * 3600)}</pubDate>"
                     f"<description><![CDATA[{body}]]></description></item>")
    return (f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Feed {number}</title>"
            f"<link>http://feed{number}.example/</link><description>x</description>{''.join(items)}</channel></rss>").encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    feeds = {}

    def do_GET(self):
        body = self.feeds.get(self.path)
        tag = f'"{len(body or b"")}{self.path}"'
        known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if known else 200 if body else 404)
        self.send_header("ETag", tag)
        if not known:
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        if body and not known:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    # Who connects at once is not to wait a second for having been turned away.
    request_queue_size = 256


def timed(command, environment):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def dateline(program, urls, folder):
    config = os.path.join(folder, "config.toml")
    with open(config, "w") as file:
        file.writelines(f'[[feeds]]\nurl = "{url}"\n' for url in urls)
    command = [program, "--config", config, "--store", os.path.join(folder, "store"), "fetch", "--quiet", "--force"]
    return [timed(command, dict(os.environ, HOME=folder)) for _ in range(2)]


def newsboat(urls, folder):
    for name, lines in (("urls", [f"{url}\n" for url in urls]), ("config", ["reload-threads 16\n"])):
        with open(os.path.join(folder, name), "w") as file:
            file.writelines(lines)
    command = ["newsboat", "-u", f"{folder}/urls", "-c", f"{folder}/cache.db", "-C", f"{folder}/config", "-x", "reload"]
    return [timed(command, dict(os.environ, HOME=folder)) for _ in range(2)]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--dateline", default="target/release/dateline")
    for name, usual in (("feeds", 500), ("entries", 20), ("bytes", 2500), ("rounds", 3)):
        options.add_argument(f"--{name}", type=int, default=usual)
    asked = options.parse_args()
    Handler.feeds = {f"/{n}.xml": feed(n, asked.entries, asked.bytes) for n in range(asked.feeds)}
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    urls = [f"http://127.0.0.1:{server.server_port}{path}" for path in Handler.feeds]
    programs = {"dateline": lambda folder: dateline(os.path.abspath(asked.dateline), urls, folder)}
    if shutil.which("newsboat"):
        programs["newsboat"] = lambda folder: newsboat(urls, folder)
    else:
        print("newsboat is not installed: dateline alone", file=sys.stderr)
    best = {}
    for _ in range(asked.rounds):
        for name, run in programs.items():
            with tempfile.TemporaryDirectory() as folder:
                for kind, figures in zip(("first", "nothing new"), run(folder)):
                    known = best.setdefault((name, kind), figures)
                    best[name, kind] = tuple(map(min, known, figures))
    print(f"{asked.feeds} feeds of {asked.entries} entries of {asked.bytes} bytes; best of {asked.rounds}; seconds: wall, CPU")
    for (name, kind), (wall, cpu) in best.items():
        print(f"{name:10} {kind:12} {wall:8.2f} {cpu:8.2f}")
    if "newsboat" in programs:
        for kind in ("first", "nothing new"):
            (ours, own), (theirs, other) = best["dateline", kind], best["newsboat", kind]
            print(f"newsboat / dateline, {kind:12} {theirs / ours:6.1f} {other / own:8.1f}")


main()
