#!/usr/bin/env python3
"""Fits assets/weights.toml to annotated stories.  Python 3 standard library only.

  fit.py --score score.py --dateline BIN --out assets/weights.toml en=FOLDER[,FOLDER...] [de=...]

FOLDER holds articles/*.txt and gold.jsonl as score.py writes them. `dateline quotes --files ... --explain` says for each stretch in
marks what was asked and answered; two log-linear models are fitted to the answers by stochastic gradient descent with a penalty on
large weights: who speaks (one of the candidates), and whether a stretch is said at all. Weights come out by the names of questions and
answers; no word of any story is among them. Run it twice: what is carried from sentence to sentence follows from the weights.
"""
import argparse, glob, importlib.util, json, math, os, random, subprocess, sys

# Which questions are asked together.
PAIRS = {
    'speaker': [
        'pattern alone', 'pattern top', 'pattern run', 'pattern letters', 'pattern active', 'pattern governing', 'pattern governed',
        'sort previous', 'sort opening', 'previous closing', 'active governing', 'next governing', 'known sort',
    ],
    'speech': ['governing size', 'voice letters', 'company size', 'echo letters', 'named letters'],
}

# What the annotated stories show not or too seldom: tags within the marks are not English or German; Venn quoted Orr as saying.
GIVEN = {'speaker': {'pattern': {'Inside': 9.0, 'Quoted': 9.0}}}


# Below which chance a stretch in marks is nothing that was said. In English half of the titles and terms would be given a speaker where the
# chances are even; from .76 on a quarter are, for one quotation in a hundred that is not shown.
LEAST = {'en': 0.76, 'de': 0.5}
# Below which confidence a speaker is unknown.
SURE = {'en': 0.35, 'de': 0.35}
# The languages without annotated stories, and whose weights they share: who speaks, what is said. In German as in these, names of papers
# and firms stand in marks.
LIKE = {'es': ('en', 'de'), 'fr': ('en', 'de'), 'ru': ('en', 'de'), 'other': ('en', 'en')}


def explained(binary, folder, language):
    paths = sorted(glob.glob(os.path.join(folder, 'articles', '*.txt')))
    out = subprocess.run([binary, 'quotes', '--explain', '--lang', language, '--files', *paths], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def labelled(score, rows, gold):
    """pairs each stretch with its gold quotation, or None"""
    found = {j: i for i, j in score.match(gold, rows, 0.8)}
    return [(row, gold[found[n]] if n in found else None) for n, row in enumerate(rows)]


def right(score, gold, candidate, place):
    spoken = candidate['name'] or candidate['mention']
    if not score.spk_last(gold, {'speaker': spoken, 'mention': candidate['mention']}):
        return 0.0
    if not gold.get('speaker') or place is None:
        return 1.0
    # Of several that are right, the one that stands where the annotator marked it counts more.
    marked = place[0] < gold['speaker_end'] and gold['speaker_start'] < place[1] if gold.get('speaker_start') is not None else False
    return 1.0 if marked else 0.3


class Features:
    """numbers for the answers, single and in pairs"""
    def __init__(self, pairs):
        self.pairs = [tuple(pair.split()) for pair in pairs]
        self.known = {}

    def of(self, answers):
        keys = [('base', 'base')] + list(answers.items())
        keys += [(a + ' ' + b, answers[a] + ' ' + answers[b]) for a, b in self.pairs]
        return [self.known.setdefault(key, len(self.known)) for key in keys]

    def table(self, weights, least):
        table = {}
        for (question, answer), n in self.known.items():
            if abs(weights[n]) >= least:
                table.setdefault(question, {})[answer] = weights[n]
        return table


def fit(examples, size, rounds, rate, decay, start=None, support=30):
    """examples: (list of feature lists, list of shares that are right, weight). One list alone is yes or no against 0. What is seen in
    fewer than `support` examples gets no weight."""
    seen = [0] * size
    for rows, _, _ in examples:
        for f in {f for row in rows for f in row}:
            seen[f] += 1
    examples = [([[f for f in row if seen[f] >= support] for row in rows], shares, weight) for rows, shares, weight in examples]
    weights = list(start) + [0.0] * (size - len(start)) if start else [0.0] * size
    prior = list(weights)
    sums = [1e-8] * size
    order = list(range(len(examples)))
    rng = random.Random(7)
    total = [0.0] * size
    for turn in range(rounds):
        rng.shuffle(order)
        for n in order:
            rows, shares, importance = examples[n]
            scores = [sum([weights[f] for f in row]) for row in rows]
            if len(rows) == 1:
                chance = [1 / (1 + math.exp(-max(-30, min(30, scores[0]))))]
                wanted = shares
            else:
                top = max(scores)
                chance = [math.exp(s - top) for s in scores]
                z = sum(chance)
                chance = [c / z for c in chance]
                mass = sum(c * s for c, s in zip(chance, shares))
                if not mass:
                    continue
                wanted = [c * s / mass for c, s in zip(chance, shares)]
            for row, c, w in zip(rows, chance, wanted):
                slope = (c - w) * importance
                if -0.002 < slope < 0.002:
                    continue
                for f in row:
                    g = slope + decay * (weights[f] - prior[f])
                    sums[f] += g * g
                    weights[f] -= rate * g / math.sqrt(sums[f])
        if turn * 2 >= rounds:
            total = [t + w for t, w in zip(total, weights)]
    kept = rounds - (rounds + 1) // 2
    return [t / kept for t in total]


def write(path, tables):
    with open(path, 'w', encoding='utf-8', newline='\n') as out:
        out.write('# How much each answer counts, and each pair of answers: made by benches/quotes/fit.py, read by src/quote/weigh.rs.\n')
        for language in sorted(tables):
            out.write('\n[%s]\nleast = %.2f\nsure = %.2f\n' % (language, LEAST[language], SURE[language]))
            for model in ('speaker', 'speech'):
                for question, answers in sorted(tables[language][model].items()):
                    name = '"%s"' % question if ' ' in question else question
                    out.write('\n[%s.%s.%s]\n' % (language, model, name))
                    for answer, weight in sorted(answers.items()):
                        out.write('%s = %.2f\n' % ('"%s"' % answer if ' ' in answer else answer, weight))
        for language in sorted(LIKE):
            out.write('\n[%s]\nleast = 0.50\nsure = 0.35\nlike = { speaker = "%s", speech = "%s" }\n' % (language, *LIKE[language]))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--score', required=True)
    p.add_argument('--dateline', required=True)
    p.add_argument('--out', required=True)
    p.add_argument('--rounds', type=int, default=10)
    p.add_argument('--rate', type=float, default=0.15)
    p.add_argument('--decay', type=float, default=0.03)
    p.add_argument('--support', type=int, default=30)
    p.add_argument('--least', type=float, default=0.02, help='smaller weights are left out')
    p.add_argument('sets', nargs='+')
    a = p.parse_args()
    spec = importlib.util.spec_from_file_location('score', a.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    tables = {}
    base = {}
    for one in a.sets:
        language, folders = one.split('=')
        rows = []
        for folder in folders.split(','):
            gold = score.read_jsonl(os.path.join(folder, 'gold.jsonl'))
            rows += labelled(score, explained(a.dateline, folder, language), gold)
        tables[language] = {}
        for model in ('speaker', 'speech'):
            features, start = base.get(model, (Features(PAIRS[model]), None))
            examples, none = [], 0
            for row, gold in rows:
                if model == 'speech':
                    examples.append(([features.of(row['stretch'])], [1.0 if gold else 0.0], 1.0))
                elif model == 'speaker' and gold:
                    shares = [right(score, gold, c, place) for c, place in zip(row['candidates'], row['places'])]
                    if any(shares):
                        examples.append(([features.of(c['answers']) for c in row['candidates']], shares, 1.0))
                    else:
                        none += 1
            # Of other languages there are fewer stories: they start from the weights of English, and stay nearer to them.
            support, decay = (a.support, a.decay) if language == 'en' else (a.support // 2, 3 * a.decay)
            weights = fit(examples, len(features.known), a.rounds, a.rate, decay, start, support)
            if language == 'en':
                base[model] = (features, weights)
            good = 0
            for lists, shares, _ in examples:
                scores = [sum(weights[f] for f in row) for row in lists]
                good += (scores[0] > 0) == (shares[0] > 0.5) if len(lists) == 1 else shares[scores.index(max(scores))] > 0
            print('%s %s: %d examples, %d without a right candidate, %.2f%% right, %d weights' % (
                language, model, len(examples), none, 100 * good / max(1, len(examples)), len(features.known)), file=sys.stderr)
            tables[language][model] = features.table(weights, a.least)
            for question, answers in GIVEN.get(model, {}).items():
                tables[language][model].setdefault(question, {}).update(answers)
    write(a.out, tables)


if __name__ == '__main__':
    main()
