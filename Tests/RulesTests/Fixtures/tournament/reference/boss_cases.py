"""Cases of boss rounds: thresholds, what each task decides, and who wears the crown."""

from fractions import Fraction

import rounds
from lots import LOTS, number

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


def outcome(value):
    lot = LOTS.random()
    return "failed" if lot < 0.08 else None if lot < 0.14 else value


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


def tables():
    return {
        "thresholds": thresholds(),
        "boss_rounds": boss_rounds(),
        "verdicts": verdicts(),
        "finals": finals(),
    }
