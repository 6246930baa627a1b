#!/usr/bin/env python3
"""Makes an archive of any size out of a few real corpora: JSON lines, one story a line, oldest first.

    make.py CORPUS... --count 1000000 > million.jsonl

A corpus is a `.jsonl` or `.jsonl.zst` file of records with `title`, `body`, `lang` and, where known, `section`, `source`, `author`
(`.zst` needs the `zstd` command). What is made is not a text anyone wrote, but has the proportions of one:

* A story takes headline, section, source and author from a real one, its length from another of the corpus, and its paragraphs from the
  first and from one or two companions of the same corpus, language and section: the headline's words stay related to the body.
* Dates fill ten years with the rhythm of a newsroom: years that grow, weeks with a weekend, days with a morning and a night.
* The vocabulary grows with the archive, as a real one's does (Heaps' law): names and figures are replaced by fresh ones, the same
  throughout a story. A name is invented, or is one of those in the news, or one of long ago, so that most are seen once or twice and
  a few very often (Simon's process, which ends in Zipf's law).
* Every id and address is unique. Quotations and those who said them stay where they were.

The same corpora, count and seed give the same bytes.
"""

import argparse
import bisect
import datetime
import itertools
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter

# The part of each corpus in the archive, in stories of a thousand; a corpus not named here has OTHER.
SHARES = {
    "allsides": 200, "senate": 190, "reuters21578": 170, "bbc": 90, "polnear": 60, "masakhane": 60, "saudinewsnet-ar": 50,
    "dewikinews": 30, "jawikinews": 30, "nerel-ru": 30, "rss2023": 90,
}
OTHER = 60

# What lengths are multiplied with, so that a story has 2.5 KB in the mean.
SCALE = 0.86

# A paragraph above this many characters is parted at its sentences.
LONG = 1200

HOURS = [4, 3, 2, 2, 3, 6, 12, 18, 24, 28, 30, 30, 28, 28, 30, 30, 28, 26, 22, 18, 14, 12, 9, 6]
WEEK = [100, 104, 104, 103, 98, 52, 44]

CAPITALISED = re.compile(r"(?<=[\w,] )(?:[A-Z][a-z\u00df-\u00ff\u0100-\u017f]{3,}|[А-Я][а-яё]{4,})\b")
KATAKANA = re.compile(r"[ァ-ヶー]{3,}")
ARABIC = re.compile(r"[\u0621-\u064a]{5,}")
NUMBER = re.compile(r"\b\d{1,3}(?:[.,]\d{1,3})+\b|\b(?!19|20)\d{3,6}\b")
SENTENCE = re.compile(r"(?<=[.!?።።])\s+(?=\S)|(?<=。)|(?<=؟)\s+")

LATIN = ("b br c ch d dr f fl g gr h j k kl kr l m n p pr r s sh sk st str t th tr v w z".split(), "a e i o u a e i o ai ea ou".split(),
         ["", "", "n", "r", "l", "s", "m", "ck", "nd", "rt"], ["", "son", "man", "berg", "ov", "ez", "a", "i", "ley", "wick"])
CYRILLIC = ("б бр в г гр д ж з к кр л м н п пр р с ст т ф х ш".split(), "а е и о у а о".split(), ["", "", "н", "р", "л", "с", "м"],
            ["", "ов", "ин", "ский", "ко", "ев"])
KANA = ("ア イ カ キ ク コ サ シ ス タ ト ナ ニ ノ ハ フ マ ミ ム ラ リ ル レ ロ".split(), ["", "ー", "ン", ""], [""], [""])
ARABIC_PARTS = ("ب ت ج ح خ د ر ز س ش ص ط ع غ ف ق ك ل م ن ه".split(), "ا و ي ا".split(), ["", "ن", "ر", "ل", "م"], ["", "ي", "ة"])
PARTS = {"ja": KANA, "ar": ARABIC_PARTS, "ru": CYRILLIC}


def name(number, language):
    """The number-th invented name: another for each number."""
    onsets, vowels, codas, endings = PARTS.get(language, LATIN)
    # Neighbours shall not look alike: a step prime to the syllables, the quotient kept.
    syllables = len(onsets) * len(vowels) * len(codas)
    number, ending = divmod(number, len(endings))
    text = ""
    while True:
        number, rest = divmod(number, syllables)
        rest = rest * 7919 % syllables
        rest, onset = divmod(rest, len(onsets))
        coda, vowel = divmod(rest, len(vowels))
        text += onsets[onset] + vowels[vowel] + codas[coda]
        if number == 0:
            break
        number -= 1
    return (text + endings[ending]).capitalize()


def encoded(text):
    """The inside of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def records(path):
    """The records of a corpus."""
    if path.endswith(".zst"):
        lines = subprocess.run(["zstd", "-dcq", path], check=True, stdout=subprocess.PIPE).stdout.splitlines()
    else:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
    return [json.loads(line) for line in lines]


def paragraphs(body):
    """The paragraphs of a body, none of them very long."""
    for paragraph in re.split(r"\n\n+" if "\n\n" in body else r"\n+", body):
        if len(paragraph) <= LONG:
            yield paragraph.strip()
            continue
        part = ""
        for sentence in SENTENCE.split(paragraph):
            part = f"{part} {sentence}".strip()
            if len(part) > LONG // 3:
                yield part
                part = ""
        yield part


class Corpus:
    """The real stories of one corpus and language, ready to be mixed."""

    def __init__(self, stories, language):
        self.language = language
        self.lengths = []
        self.sources = []
        names = {"ja": KATAKANA, "ar": ARABIC}.get(language, CAPITALISED)
        texts = [[text for text in paragraphs(story["body"]) if text] for story in stories]
        found = Counter(itertools.chain.from_iterable(set(names.findall("\n".join(text))) for text in texts))
        limit = max(8, len(stories) // (50 if language != "ar" else 300))
        sections = {}
        for story, text in zip(stories, texts):
            if not text:
                continue
            blocks = [self.block(paragraph, names, found, limit) for paragraph in text]
            head = {key: story.get(key) or "" for key in ("section", "source", "author")}
            tail = "".join(f', "{key}": "{encoded(value)}"' for key, value in head.items() if value) + f', "lang": "{language}"}}\n'
            companions = sections.setdefault(head["section"], [])
            companions.append(blocks)
            self.lengths.append(sum(size for _, size, _, _ in blocks))
            self.sources.append((encoded(story["title"]), blocks, companions, tail))

    @staticmethod
    def block(text, names, found, limit):
        """A paragraph: encoded, its size, and the names and figures in it that may be replaced."""
        rare = [match for match in dict.fromkeys(names.findall(text)) if found[match] <= limit]
        numbers = list(dict.fromkeys(NUMBER.findall(text)))
        return encoded(text), len(text.encode()), rare, numbers


def load(paths):
    """The corpora by language, with the part of the archive that each is to have."""
    corpora, weights = [], []
    for path in paths:
        title = os.path.basename(path).split(".")[0]
        languages = {}
        for story in records(path):
            if story.get("title") and story.get("body") and "lang" in story:
                languages.setdefault(story["lang"], []).append(story)
        total = sum(map(len, languages.values()))
        for language, stories in languages.items():
            corpus = Corpus(stories, language)
            if corpus.sources:
                corpora.append(corpus)
                weights.append(SHARES.get(title, OTHER) * len(stories) / total)
    return corpora, weights


def times(random, count, until, days):
    """The seconds of all stories, oldest first."""
    first = until - datetime.timedelta(days=days - 1)
    dates = [first + datetime.timedelta(days=n) for n in range(days)]
    weights = [WEEK[date.weekday()] * (1 + n / days) for n, date in enumerate(dates)]
    start = int(datetime.datetime(first.year, first.month, first.day, tzinfo=datetime.timezone.utc).timestamp())
    chosen = random.choices(range(days), weights, k=count)
    hours = random.choices(range(24), HOURS, k=count)
    draw = random.random
    return sorted(start + day * 86_400 + hour * 3600 + int(draw() * 3600) for day, hour in zip(chosen, hours))


class Names:
    """The invented names of one script, in the order in which they were used."""

    def __init__(self, random, language):
        self.random, self.language = random, language
        self.used, self.count = [], 0

    def next(self):
        """A new name, one of those in the news, or one of long ago."""
        draw = self.random()
        used = self.used
        if draw < 0.3 or not used:
            # Scattered, so that a name's length says nothing of its age.
            self.count += 1
            chosen = name(self.count * 48_271 % 2_147_483_647 % 40_000_000 + 300, self.language)
        elif draw < 0.7:
            chosen = used[-1 - int(self.random() * min(len(used), 3000))]
        else:
            chosen = used[int(self.random() * len(used))]
        used.append(chosen)
        return chosen


class Maker:
    """Makes one story after the other."""

    def __init__(self, generator, corpora, weights):
        self.random = generator.random
        self.generator = generator
        self.corpora, self.bounds = corpora, list(itertools.accumulate(weights))
        self.names = {}
        self.seen = set()

    def pick(self, sequence):
        """One of a sequence."""
        return sequence[int(self.random() * len(sequence))]

    def story(self):
        """The headline and body of a new story, encoded, and the rest of its line."""
        while True:
            corpus = self.corpora[bisect.bisect(self.bounds, self.random() * self.bounds[-1])]
            headline, blocks, companions, tail = self.pick(corpus.sources)
            chosen = self.mix(blocks, companions, self.pick(corpus.lengths) * SCALE)
            text = self.rename(corpus.language, chosen, headline + "\0" + "\\n\\n".join(block[0] for block in chosen))
            key = hash(text)
            if key not in self.seen:
                self.seen.add(key)
                headline, _, body = text.partition("\0")
                return headline, body, tail

    def mix(self, blocks, companions, length):
        """Paragraphs up to a length: those of a story in their order, with its companions' among them."""
        random = self.random
        others = self.pick(companions)
        mine, theirs = int(random() * min(3, len(blocks))), int(random() * len(others))
        chosen = [blocks[mine]]
        taken, size = {id(chosen[0])}, chosen[0][1]
        for _ in range(400):
            mine += 1 if random() < 0.7 else 2
            if mine < len(blocks) and random() < 0.55:
                block = blocks[mine]
            else:
                block = others[theirs % len(others)]
                theirs += 1
                if random() < 0.2:
                    others = self.pick(companions)
            if id(block) in taken:
                others = self.pick(companions)
                continue
            if size + block[1] / 2 > length:
                break
            taken.add(id(block))
            chosen.append(block)
            size += block[1]
        return chosen

    def rename(self, language, blocks, text):
        """The text with some of its names and figures replaced, each throughout."""
        random = self.random
        names = self.names.get(language)
        if names is None:
            key = language if language in PARTS else "latin"
            names = self.names.setdefault(key, Names(random, key))
            self.names[language] = names
        for block in blocks:
            if block[2] and random() < 0.5:
                text = text.replace(self.pick(block[2]), names.next())
            if block[3] and random() < 0.4:
                number = self.pick(block[3])
                text = text.replace(number, "".join(str(int(random() * 9) + 1) if digit.isdigit() else digit for digit in number))
        return text


def write(out, maker, seconds):
    """Writes a story for each time."""
    iso = datetime.datetime.fromtimestamp
    zone = datetime.timezone.utc
    lines = []
    for number, second in enumerate(seconds):
        headline, body, tail = maker.story()
        date = iso(second, zone).isoformat()
        lines.append(
            f'{{"id": "made-{number}", "title": "{headline}", "body": "{body}", "date": "{date}", '
            f'"url": "https://archive.example/{date[:4]}/{date[5:7]}/{date[8:10]}/story-{number}"{tail}'
        )
        if len(lines) == 2000:
            out.write("".join(lines).encode())
            lines.clear()
    out.write("".join(lines).encode())


def main():
    parser = argparse.ArgumentParser(description="Make an archive of any size out of a few real corpora.")
    parser.add_argument("corpora", nargs="+", metavar="CORPUS", help=".jsonl or .jsonl.zst")
    parser.add_argument("--count", type=int, default=1_000_000, help="stories (1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive (1)")
    parser.add_argument("--until", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 20), help="the last day (2026-11-20)")
    parser.add_argument("--days", type=int, default=3650, help="days that the archive covers (3650)")
    wanted = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") is None:
        # Only `seen` asks for hashes; fixed all the same, so that the bytes are.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    generator = random.Random(wanted.seed)
    corpora, weights = load(sorted(wanted.corpora, key=os.path.basename))
    maker = Maker(generator, corpora, weights)
    write(sys.stdout.buffer, maker, times(generator, wanted.count, wanted.until, wanted.days))


if __name__ == "__main__":
    main()
