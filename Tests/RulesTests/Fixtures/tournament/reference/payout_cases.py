"""Cases of the way from results to weights."""

import payout
from lots import LOTS, number

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


def tables():
    return {
        "pools": pools(),
        "gains": gains(),
        "ranks": ranks(),
        "weights": weights(),
    }
