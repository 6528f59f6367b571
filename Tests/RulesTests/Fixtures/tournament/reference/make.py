"""Writes `../reference.json`: inputs by chance and at edges, with what the reference system makes of them.

python Tests/RulesTests/Fixtures/tournament/reference/make.py
"""

import json
import random
from fractions import Fraction
from pathlib import Path

import payout
import rounds
import scoring

LOTS = random.Random(20260619)
NOW = 1_781_800_000


def number(low, high, digits=4):
    return round(LOTS.uniform(low, high), digits)


def maybe(value, missing=0.15, strange=0.05):
    """A value, or none, or one that is no number (as text, for JSON has none)."""
    lot = LOTS.random()
    return None if lot < missing else LOTS.choice(["nan", "inf", "-inf"]) if lot < missing + strange else value


def plain(value):
    return float(value) if isinstance(value, str) else value


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


def outcome(value):
    lot = LOTS.random()
    return "failed" if lot < 0.08 else None if lot < 0.14 else value


THRESHOLDS = {
    "god-2025": ("0.1", "0.8", "0.03"),
    "god-2026": ("0.05", "0.8", "0.03"),
    "god-2026-code": ("0", "0.8", "0"),
}


def thresholds():
    for name, numbers in THRESHOLDS.items():
        for titles in [*range(0, 15), 40, 1000]:
            value = rounds.threshold(titles, *map(float, numbers))
            yield {"preset": name, "titles": titles, "value": value}


def boss_rounds():
    for _ in range(450):
        name = LOTS.choice(list(THRESHOLDS))
        titles = LOTS.randrange(1, 10)
        base, decay, least = map(Fraction, THRESHOLDS[name])
        margin = max(least, base * decay ** (titles - 1))
        tasks = []
        for kind in ["instruct", "instruct", "dpo", "dpo", "grpo", "grpo"]:
            own = number(-1 if kind == "grpo" else 0.2, 3, 3)
            lot = LOTS.random()
            if lot < 0.15:
                other = own
            elif lot < 0.4:
                # At the margin itself, where it has few digits.
                sign = 1 if kind == "grpo" else -1
                other = round(float(Fraction(repr(own)) + sign * margin * abs(Fraction(repr(own)))), 6)
            else:
                other = round(own * number(0.85, 1.15, 3), 6)
            tasks.append((kind, outcome(own), outcome(other)))
        right = [rounds.boss_task(*task, margin, True) for task in tasks]
        faulty = [
            rounds.boss_task(*task, rounds.threshold(titles, *map(float, THRESHOLDS[name])), False) for task in tasks
        ]
        kinds = [task[0] for task in tasks]
        rule = ("lose-at-most", 1) if name == "god-2026-code" else ("majority", None)
        yield {
            "preset": name,
            "titles": titles,
            "tasks": [list(task) for task in tasks],
            "decisions": right,
            "dethroned": rounds.dethroned(list(zip(kinds, right, strict=True)), *rule),
            "faulty": faulty,
            "faulty_dethroned": rounds.dethroned(list(zip(kinds, faulty, strict=True)), *rule),
        }


def verdicts():
    kinds = ["instruct", "instruct", "dpo", "grpo", "continuous-sft"]
    for _ in range(200):
        won = [LOTS.choice(["champion", "challenger", "challenger", "skipped"]) for _ in kinds]
        six = [LOTS.choice(["champion", "challenger", "challenger", "skipped"]) for _ in range(6)]
        five = list(zip(kinds, won, strict=True))
        images = [("image", decision) for decision in six]
        yield {
            "five": won,
            "at_least_four": rounds.dethroned(five, "at-least", 4, ["continuous-sft"]),
            "six": six,
            "at_least_five": rounds.dethroned(images, "at-least", 5),
            "majority": rounds.dethroned(images, "majority"),
            "lose_one": rounds.dethroned(images, "lose-at-most", 1),
        }


def finals():
    for _ in range(150):
        tasks = [[outcome_of_games(), outcome_of_games()] for _ in range(3)]
        yield {"tasks": tasks, "dethroned": rounds.environment_final(tasks)}


def outcome_of_games():
    return LOTS.choice([0.0, 0.25, 0.5, 0.5, 0.75, 1.0, None, number(0, 1)])


def samples():
    rule = {
        "gap": 0.01,
        "relative_gap": 0.01,
        "dead_zone": 0.01,
        "confidence": 0.99,
        "win_share": 0.55,
        "resamples": 200,
    }
    for place in range(150):
        count = LOTS.randrange(1, 25)
        lead = LOTS.choice([0.0, 0.0, 0.02, 0.05, 0.2, 0.5])
        own = [number(0.5, 3) for _ in range(count)]
        other = [round(value - lead + number(-0.1, 0.1), 4) for value in own]
        if place < 3:
            other = [round(value + place * 0.004, 4) for value in own]
        if place in (3, 4, 5):
            own, other = [1.0] * 20, [0.0] * 11 + [2.0] * (place - 3) + [1.0] * (12 - place)
        seed = LOTS.getrandbits(64)
        share, mean, needed, won = scoring.sample_test(own, other, rule, seed)
        yield {
            "champion": own,
            "challenger": other,
            "seed": f"{seed:x}",
            "share": share,
            "gap": mean,
            "needed": needed,
            "won": won,
        }


def rewards():
    for _ in range(250):
        functions = LOTS.randrange(1, 5)
        weights = [number(0.1, 1) for _ in range(functions)]
        low = LOTS.choice([0, 0, -3])
        repositories = [
            (
                None if LOTS.random() < 0.15 else [LOTS.choice([0.0, number(low, 4, 2)]) for _ in range(functions)],
                number(0, 0.5),
            )
            for _ in range(LOTS.randrange(1, 7))
        ]
        scores = scoring.normalised_rewards(repositories, weights)
        yield {"weights": weights, "entries": [list(row) for row in repositories], "scores": scores}


def games():
    for _ in range(100):
        players = "abcde"[: LOTS.randrange(2, 6)]
        table = [
            [one, other, *(LOTS.randrange(0, 60) for _ in range(3))]
            for place, one in enumerate(players)
            for other in players[place + 1 :]
        ]
        if LOTS.random() < 0.2:
            table[0][2:] = [0, 0, 0]
        yield {"pairs": table, "rates": scoring.win_rates(table), "points": scoring.match_points(table)}


def standings():
    for _ in range(200):
        environments = [
            [{name: maybe(number(-1, 2, LOTS.choice([0, 2]))) for name in "abcdef"}, number(0.1, 2, 1)]
            for _ in range(LOTS.randrange(1, 5))
        ]
        for scores, _ in environments:
            for name in [name for name, value in scores.items() if value is None]:
                del scores[name]
        known = [({name: plain(value) for name, value in scores.items()}, weight) for scores, weight in environments]
        yield {"environments": environments, "quantiles": scoring.combined(known)}


def forfeits():
    for _ in range(150):
        text = "".join(LOTS.choice(["w", "l", "d", "l" * 9, "w" * 9, "l" * 19, "l" * 20, "w" * 20]) for _ in range(6))
        planned = LOTS.choice([20, 40, 100, 200])
        yield {"games": text, "planned": planned, "series": scoring.forfeit(text, planned)}


def margins():
    for _ in range(150):
        first = number(-1, 2, 3)
        second = LOTS.choice([number(-1, 2, 3), first, round(first * 0.985, 6), round(first * 1.015, 6)])
        yield {"first": first, "second": second, "first_wins": scoring.margin_win(first, second)}


def images():
    for _ in range(60):
        text, without = ([number(0, 1) for _ in range(LOTS.randrange(1, 11))] for _ in range(2))
        yield {"text": text, "without": without, "loss": scoring.image_loss(text, without)}


def training():
    sizes = [0.1, 0.5, 4 / 3, 4.0, 4.0001, 12.0, 12.001, 20 / 3, 13.34, 40.0, 40.01, 70.0, 2.0, 6.0, 10.0, 20.0]
    for _ in range(300):
        kind = LOTS.choice(["instruct", "chat", "dpo", "grpo", "environment"])
        billions = LOTS.choice([*sizes, number(0.1, 80, 2)])
        holds = LOTS.random() < 0.3
        rows = LOTS.choice([8000, 20_000, 75_000, 175_000, LOTS.randrange(1, 200_000)])
        counted = None if LOTS.random() < 0.5 else float(LOTS.randrange(1, 10**8))
        measured = None if LOTS.random() < 0.5 else float(LOTS.randrange(1, 200_000))
        count = scoring.tokens(rows, counted)
        yield {
            "kind": kind,
            "billions": billions,
            "holds": holds,
            "processors": scoring.processors(kind, billions, holds),
            "rows": rows,
            "counted": counted,
            "tokens": count,
            "measured": measured,
            "hours": scoring.hours(kind, billions, count, measured),
        }


RULES = {
    "god-2025": {"bar": 0.05, "per_title": 0.01, "per_day": 0.0, "since": None, "first_counts": True},
    "god-2026": {"bar": 0.05, "per_title": 0.01, "per_day": 0.0033, "since": 1_764_115_200, "first_counts": True},
    "god-2026-code": {"bar": 0.1, "per_title": 0.01, "per_day": 0.00165, "since": 1_764_115_200, "first_counts": False},
}
POOLS = {
    "god-2025": {"text": (0.15, 0.6), "image": (0.1, 0.4)},
    "god-2026": {"text": (0.15, 0.48), "image": (0.125, 0.32), "environment": (0.15, 0.16)},
    "god-2026-code": {"text": (0.2, 0.48), "image": (0.15, 0.32), "environment": (0.15, 0.16)},
}


def pools():
    for _ in range(400):
        name = LOTS.choice(list(RULES))
        kind = LOTS.choice(list(POOLS[name]))
        value = LOTS.choice([0.0, 0.05, 0.1, 0.06, 0.3, 5.0, -0.2, number(-0.1, 0.5)])
        titles = LOTS.choice([0, 1, 2, 3, 10, 40])
        now = 1_764_115_200 + LOTS.choice([-86400, 0, 1, 3_927_272, LOTS.randrange(0, 20_000_000)])
        crowned = LOTS.choice([now, now + 50, 1_764_115_200, 1_764_115_199, now - LOTS.randrange(0, 15_000_000)])
        lift = payout.boost(value, RULES[name]["bar"], 2.0)
        share = payout.pool(RULES[name], *POOLS[name][kind], lift, titles, crowned, now)
        yield {
            "preset": name,
            "type": kind,
            "gain": value,
            "titles": titles,
            "crowned": crowned,
            "now": now,
            "boost": lift,
            "pool": share,
        }


def gains():
    for _ in range(200):
        tasks = []
        for _ in range(LOTS.randrange(0, 7)):
            kind = LOTS.choice(["instruct", "dpo", "grpo"])
            sides = [LOTS.choice([number(-1 if kind == "grpo" else 0, 3, 3), 0.0, None]) for _ in range(2)]
            tasks.append([kind, *sides])
        share = LOTS.choice([0.6, 0.5999, 0.7, 1.0, 0.0, number(0, 1)])
        yield {"tasks": tasks, "gain": payout.gain(tasks), "share": share, "games": payout.gain_of_games(share, 0.05)}


def ranks():
    for _ in range(250):
        names = "abcdefghij"[: LOTS.randrange(0, 11)]
        scores = {name: LOTS.choice([0.0, 0.15, 0.3, 0.45, 0.9, number(-1, 3, 2)]) for name in names}
        champion = LOTS.choice(["champion", "champion", None])
        yield {
            "champion": champion,
            "scores": scores,
            "all": payout.rank_weights(champion, scores, 0.3),
            "three": payout.rank_weights(champion, scores, 0.25, 3),
        }


def tournament(kind, names):
    champion = LOTS.choice([*names, "boss", "boss"])
    tasks = []
    for stage in range(1, LOTS.randrange(2, 6)):
        for _ in range(LOTS.randrange(1, 4)):
            task = {"round": stage}
            if kind == "environment":
                some = LOTS.sample([*names, "boss"], LOTS.randrange(1, min(5, len(names) + 2)))
                task["scores"] = {name: LOTS.choice([0.0, number(0, 1)]) for name in some}
            else:
                task["first"] = LOTS.choice([*names, "boss", None])
            tasks.append(task)
    return {"champion": champion, "defending": "boss", "tasks": tasks}


def weights():
    for _ in range(200):
        name = LOTS.choice(list(RULES))
        names = [f"h{place}" for place in range(LOTS.randrange(1, 9))]
        kinds = list(POOLS[name])
        tournaments = {kind: tournament(kind, names) for kind in kinds if LOTS.random() < 0.8}
        shares = {
            kind: number(0, POOLS[name][kind][1]) if kind in tournaments else POOLS[name][kind][0] for kind in kinds
        }
        bases = {kind: POOLS[name][kind][0] for kind in kinds}
        people = LOTS.sample([*names, "boss", "idle"], LOTS.randrange(0, min(5, len(names) + 2)))
        departed = LOTS.sample(names, 1) if LOTS.random() < 0.3 else []
        rule = {"first_counts": RULES[name]["first_counts"], "decay": 0.3}
        result = {}
        for key, from_base in (("right", False), ("from_base", True)):
            paid, burned = payout.node_weights(
                shares, bases, tournaments, people, departed, {**rule, "from_base": from_base}
            )
            result[key] = {"weights": paid, "burned": burned}
        yield {
            "preset": name,
            "tournaments": tournaments,
            "points": {
                kind: payout.points(row, bases[kind], rule["first_counts"]) for kind, row in tournaments.items()
            },
            "pools": shares,
            "participants": people,
            "departed": departed,
            **result,
        }


def main():
    folder = Path(__file__).resolve().parent
    presets = folder.parents[4] / "Sources/Rules/Presets/tournaments"
    allowed = json.loads((presets / "god-2026.json").read_text())["registration"]["datasets"]
    tables = {
        "schedule": schedule(),
        "admission": admission(),
        "commits": commits(),
        "datasets": datasets(allowed),
        "formation": formation(),
        "ranking": ranking(),
        "groups": groups(),
        "environment_groups": environment_groups(),
        "pairs": pairs(),
        "thresholds": thresholds(),
        "boss_rounds": boss_rounds(),
        "verdicts": verdicts(),
        "finals": finals(),
        "samples": samples(),
        "rewards": rewards(),
        "games": games(),
        "standings": standings(),
        "forfeits": forfeits(),
        "margins": margins(),
        "images": images(),
        "training": training(),
        "pools": pools(),
        "gains": gains(),
        "ranks": ranks(),
        "weights": weights(),
    }
    lines = []
    for name, rows in tables.items():
        written = ",\n".join(json.dumps(row, separators=(",", ":"), allow_nan=False) for row in rows)
        lines.append(f'"{name}":[\n{written}\n]')
    (folder.parent / "reference.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
