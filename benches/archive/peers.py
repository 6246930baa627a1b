"""Other programs on the same stories: newsboat (its cache written directly) and notmuch (a mail for each story)."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from email.header import Header
from email.utils import formatdate
import datetime

from screen import Screen

# How long a program may take for one thing.
LIMIT = 3600


def stories(path):
    """The stories of a file made by make.py, with their times in seconds."""
    with open(path, "rb") as file:
        for line in file:
            story = json.loads(line)
            yield story, int(datetime.datetime.fromisoformat(story["date"]).timestamp())


def timed(command, **options):
    """Runs a command; seconds and output."""
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=LIMIT, check=False, **options)
    return time.monotonic() - began, done.stdout


def size(path):
    """The bytes of a file or of all that is in a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


class Newsboat:
    """newsboat with a cache of one feed a source."""

    name = "newsboat"

    def __init__(self, folder):
        self.folder = folder
        files = {key: os.path.join(folder, key) for key in ("urls", "config", "cache.db")}
        self.command = ["newsboat", "-u", files["urls"], "-C", files["config"], "-c", files["cache.db"]]
        self.environment = {"HOME": folder}
        self.files = files

    def build(self, path):
        """Writes the cache; seconds."""
        os.makedirs(self.folder)
        open(self.files["config"], "w", encoding="utf-8").close()
        feeds = {}
        for story, _ in stories(path):
            source = story.get("source") or "unsigned"
            feeds.setdefault(source, f"https://feed{len(feeds)}.example/feed")
        with open(self.files["urls"], "w", encoding="utf-8") as file:
            file.writelines(f"{url}\n" for url in feeds.values())
        # newsboat makes the tables itself, so that they are those of its version.
        subprocess.run([*self.command, "-x", "print-unread"], env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, check=True)
        began = time.monotonic()
        cache = sqlite3.connect(self.files["cache.db"])
        cache.executemany(
            "INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)", [(url, url, name) for name, url in feeds.items()]
        )
        cache.executemany(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, flags)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1, '', '', '')",
            (
                (story["id"], story["title"], story.get("author", ""), story["url"], feeds[story.get("source") or "unsigned"], second, story["body"])
                for story, second in stories(path)
            ),
        )
        cache.commit()
        cache.close()
        return time.monotonic() - began

    def figures(self, words):
        """Start, memory, size, and search in the reader."""
        figures = {"store, bytes": size(self.files["cache.db"])}
        figures["open and count what is unread, ms"] = timed([*self.command, "-x", "print-unread"], env={**os.environ, **self.environment})[0] * 1e3
        screen = Screen(self.command, self.environment)
        painted = screen.painted_within(rb"Your feeds", LIMIT)
        figures["start to painted list, ms"] = painted and painted * 1e3
        if painted:
            figures["memory of its own, MiB"] = screen.memory()
            for word in words:
                screen.type(f"/{word}\r")
                found = screen.painted_within(rb"Search result", LIMIT)
                figures[f"search in the reader: {word}, ms"] = found and found * 1e3
                screen.type("q")
                screen.painted_within(rb".", 5)
        screen.close()
        return figures


class Notmuch:
    """notmuch with a maildir."""

    name = "notmuch"

    def __init__(self, folder):
        self.folder = folder
        self.mail = os.path.join(folder, "mail")
        self.environment = {**os.environ, "NOTMUCH_CONFIG": os.path.join(folder, "config")}

    def build(self, path):
        """Writes a mail for each story and has them indexed; seconds of the indexing."""
        for name in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(self.mail, name))
        with open(self.environment["NOTMUCH_CONFIG"], "w", encoding="utf-8") as file:
            file.write(f"[database]\npath={self.mail}\n[user]\nname=Reader\nprimary_email=reader@example.org\n[new]\ntags=unread\n")
        for story, second in stories(path):
            with open(os.path.join(self.mail, "cur", f"{story['id']}:2,"), "wb") as file:
                file.write(mail(story, second))
        return timed(["notmuch", "new", "--quiet"], env=self.environment)[0]

    def figures(self, words):
        """Size, and search from the shell."""
        figures = {"store, bytes": size(os.path.join(self.mail, ".notmuch"))}
        for word in words:
            command = ["notmuch", "search", "--limit=40", word]
            timed(command, env=self.environment)
            figures[f"search from the shell: {word}, ms"] = min(timed(command, env=self.environment)[0] for _ in range(5)) * 1e3
        return figures


def mail(story, second):
    """A story as a mail."""
    head = (
        f"From: {Header(story.get('source') or 'unsigned', 'utf-8').encode()} <news@example.org>\nTo: reader@example.org\n"
        f"Subject: {Header(story['title'], 'utf-8', header_name='Subject').encode()}\nDate: {formatdate(second)}\n"
        f"Message-ID: <{story['id']}@archive.example>\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode() + story["body"].encode() + b"\n"


def installed(folder):
    """The peers that are here."""
    return [peer(os.path.join(folder, peer.name)) for peer in (Newsboat, Notmuch) if shutil.which(peer.name)]
