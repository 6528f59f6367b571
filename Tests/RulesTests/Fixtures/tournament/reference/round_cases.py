"""Cases of schedule, entries, rounds and their winners."""

import rounds
from lots import LOTS, maybe, number, plain

NOW = 1_781_800_000


def schedule():
    for _ in range(300):
        weekday, hour = LOTS.choice([(0, 14), (3, 14), (3, 15), (6, 0), (2, 23)])
        now = NOW + LOTS.randrange(14 * 86400)
        if LOTS.random() < 0.6:
            window = rounds.next_window(rounds.moment(now), rounds.moment(now), weekday, hour)
            now = int(window.timestamp()) + LOTS.choice([-1, 0, 1, 600, 1800, 3599, 3600, 3601])
        began = now - LOTS.choice([0, 300, 1200, 3000, 7200, 86400, 6 * 86400, 7 * 86400, 8 * 86400])
        ended = None if LOTS.random() < 0.3 else min(now + 900, began + LOTS.choice([0, 60, 900, 86400, 604800]))
        moments = [None if value is None else rounds.moment(value) for value in (now, began, ended)]
        reference = moments[2] or moments[1]
        yield {
            "weekday": weekday,
            "hour": hour,
            "now": now,
            "began": began,
            "ended": ended,
            "next": int(rounds.next_window(reference, moments[0], weekday, hour).timestamp()),
            "starts": rounds.starts(*moments, weekday, hour),
            "starts_once": rounds.starts_once(*moments, weekday, hour),
        }
    for gap in (-1, 0, 1, 86400):
        began = NOW - 259_200 - gap
        yield {"gap": 259_200, "now": NOW, "began": began - 5, "ended": began, "starts": gap >= 0}


def admission():
    for _ in range(200):
        identities = LOTS.choice([[], ["address", "account"], ["coldkey", "address", "account"]])
        entries = [
            {
                "hotkey": f"h{place:02}",
                "coldkey": f"c{LOTS.randrange(6)}",
                "address": f"192.0.2.{LOTS.randrange(6)}",
                "owner": None if LOTS.random() < 0.1 else LOTS.choice(["ann", "Ann", "bob", "BOB", "eve", "Zoë", "x"]),
                "token": LOTS.random() < 0.3,
            }
            for place in range(LOTS.randrange(0, 9))
        ]
        for entry in entries:
            if entry["owner"] == "Zoë":
                entry["owner"] = "zoe"
        yield {"identities": identities, "entries": entries, "stay": rounds.survivors(entries, identities)}


def commits():
    good = "0123456789abcdef0123456789abcdef01234567"
    texts = ["main", "Main", "", good, good.upper(), good[:39], good + "0", "g" + good[1:], " " + good[1:], good + "\n"]
    texts += ["0x" + good[2:], "HEAD", "master", "é" + good[2:]]
    for text in texts:
        yield {"text": text, "hash": rounds.is_commit(text, False), "hash_or_main": rounds.is_commit(text, True)}


def datasets(allowed):
    for _ in range(60):
        names = LOTS.sample([*allowed, "bogus/a", "bogus/b", ""], LOTS.randrange(0, 7))
        yield {"asked": names, "two": rounds.requested(names, allowed, 2)}


def short(shape):
    """Sizes as runs of equal ones, which are many."""
    sizes = shape["sizes"] if isinstance(shape, dict) else shape
    runs = [[size, sizes.count(size)] for size in sorted(set(sizes), reverse=True)]
    return {**shape, "sizes": runs} if isinstance(shape, dict) else runs


def formation():
    for count in [*range(1, 45), *LOTS.sample(range(45, 1500), 60)]:
        row = {"count": count}
        for name, cut, small in (("guide", 14, False), ("code", 8, True)):
            row[f"text_{name}"] = rounds.text_round(count, False, cut, True, small)
            row[f"later_{name}"] = rounds.text_round(count, False, cut, False, small)
            row[f"next_{name}"] = rounds.next_text_round(count, False, cut, small)
            row[f"next_{name}_boss"] = rounds.next_text_round(count, True, cut, small)
        row["environment_guide"] = rounds.environment_groups(count, True, 6, None, False, False)
        row["environment_code"] = rounds.environment_groups(count, True, 4, 3, True, False)
        row["environment_guide_later"] = rounds.environment_groups(count + 1, False, 6, None, False, True)
        row["environment_code_later"] = rounds.environment_groups(count + 1, False, 4, 3, True, True)
        yield {key: value if key == "count" else short(value) for key, value in row.items()}


def ranking():
    for _ in range(250):
        coarse = LOTS.random() < 0.5
        values = [maybe(number(-2, 5, 0 if coarse else 4)) for _ in range(LOTS.randrange(0, 18))]
        higher = LOTS.random() < 0.4
        known = [plain(value) for value in values]
        yield {
            "values": values,
            "higher": higher,
            "order": rounds.ranked(known, higher),
            "points": rounds.standings(known, higher),
        }


def groups():
    for _ in range(200):
        higher = LOTS.random() < 0.3
        coarse = LOTS.random() < 0.5
        tasks = [[] for _ in range(3)]
        for _ in range(LOTS.randrange(3, 15)):
            for values in tasks:
                values.append(maybe(number(0, 4, 0 if coarse else 3), 0.1, 0.03))
        known = [[plain(value) for value in values] for values in tasks]
        yield {
            "tasks": tasks,
            "higher": higher,
            "two": rounds.small_group(known, higher, 2),
            "eight": rounds.ranked(known[0], higher)[:8],
        }


def environment_groups():
    for _ in range(250):
        count = LOTS.choice([1, 1, 2, 3])
        own = LOTS.randrange(count)
        table = []
        for place in range(count):
            scores = [maybe(number(0, 1, LOTS.choice([1, 3])), 0.1, 0.04) for _ in range(LOTS.randrange(3, 7))]
            table.append((place == own, scores))
        known = [(has_boss, [plain(value) for value in scores]) for has_boss, scores in table]
        yield {"groups": [list(row) for row in table], "winners": rounds.environment_winners(known)}


def pairs():
    for _ in range(150):
        first, second = (maybe(number(-1, 2, LOTS.choice([0, 3]))) for _ in range(2))
        higher = LOTS.random() < 0.5
        winner = rounds.pair_winner(plain(first), plain(second), higher)
        yield {"first": first, "second": second, "higher": higher, "winner": winner}


def tables(allowed):
    return {
        "schedule": schedule(),
        "admission": admission(),
        "commits": commits(),
        "datasets": datasets(allowed),
        "formation": formation(),
        "ranking": ranking(),
        "groups": groups(),
        "environment_groups": environment_groups(),
        "pairs": pairs(),
    }
