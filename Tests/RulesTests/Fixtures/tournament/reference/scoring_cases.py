"""Cases of numbers within tasks: samples, rewards, games, losses, processors and hours."""

import scoring
from lots import LOTS, maybe, number, plain


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


def tables():
    return {
        "samples": samples(),
        "rewards": rewards(),
        "games": games(),
        "standings": standings(),
        "forfeits": forfeits(),
        "margins": margins(),
        "images": images(),
        "training": training(),
    }
