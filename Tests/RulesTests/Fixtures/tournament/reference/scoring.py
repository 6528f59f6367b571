"""Numbers within tasks: samples, rewards, games, losses, processors and hours, from the same description."""

import math

MASK = (1 << 64) - 1


class SplitMix:
    """SplitMix64 with whole numbers below a bound by Lemire's method."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound):
        product = (self.next() >> 32) * bound
        if product & 0xFFFFFFFF < bound:
            least = (1 << 32) % bound
            while product & 0xFFFFFFFF < least:
                product = (self.next() >> 32) * bound
        return product >> 32


def sample_test(boss, challenger, rule, seed):
    """The bounds of the share of decided samples and of the mean gap, and whether the challenger has the task."""
    gaps = [own - other for own, other in zip(boss, challenger, strict=True)]
    needed = max(rule["gap"], rule["relative_gap"] * (sum(boss) / len(boss)))
    if all(abs(gap) <= rule["dead_zone"] for gap in gaps):
        return 0.0, 0.0, needed, False
    lots = SplitMix(seed)
    shares, means = [], []
    for _ in range(rule["resamples"]):
        drawn = [gaps[lots.below(len(gaps))] for _ in gaps]
        decided = [gap for gap in drawn if abs(gap) > rule["dead_zone"]]
        shares.append(sum(gap > 0 for gap in decided) / len(decided) if decided else 0.0)
        means.append(sum(drawn) / len(drawn))
    place = math.floor((1 - rule["confidence"]) * rule["resamples"])
    share, mean = sorted(shares)[place], sorted(means)[place]
    return share, mean, needed, share >= rule["win_share"] and mean >= needed


def normalised_rewards(repositories, weights, penalty=0.5):
    """`repositories`: (rewards or None, divergence); every one that did not fail has a value for every function."""
    valid = [place for place, (rewards, _) in enumerate(repositories) if rewards is not None]
    table = {place: list(repositories[place][0]) for place in valid}
    if len(repositories) >= 2:
        for function in range(len(weights)):
            column = [table[place][function] for place in valid]
            if len(column) == 1:
                column = [1.0]
            elif len(column) == 2 and min(column) < 0:
                column = [0.25, 0.75] if column[0] <= column[1] else [0.75, 0.25]
            elif column:
                shift = -min(column) if min(column) < 0 else 0.0
                shifted = [value + shift for value in column]
                top = max(shifted)
                column = [1.0 if top == 0 else value / top for value in shifted]
            for place, value in zip(valid, column, strict=True):
                table[place][function] = value
    scores = [None] * len(repositories)
    for place in valid:
        total = sum(weight * value for weight, value in zip(weights, table[place], strict=True))
        scores[place] = total - penalty * repositories[place][1]
    return scores


def win_rates(pairs):
    wins, games = {}, {}
    for one, other, won, lost, drawn in pairs:
        for player, number in ((one, won), (other, lost)):
            wins[player] = wins.get(player, 0.0) + number + drawn / 2
            games[player] = games.get(player, 0) + won + lost + drawn
    return {player: wins[player] / games[player] if games[player] else 0.0 for player in wins}


def match_points(pairs):
    points = {}
    for one, other, won, lost, _ in pairs:
        points[one] = points.get(one, 0.0) + (3 if won > lost else 1 if won == lost else 0)
        points[other] = points.get(other, 0.0) + (3 if lost > won else 1 if won == lost else 0)
    return points


def quantiles(scores):
    if len(scores) < 2:
        return dict.fromkeys(scores, 0.5)
    result = {}
    for name, value in scores.items():
        below = sum(other < value for other in scores.values())
        equal = sum(other == value for other in scores.values())
        result[name] = (below + (equal - 1) / 2) / (len(scores) - 1)
    return result


def combined(environments):
    """`environments`: (scores, weight); without a result in one a competitor has 0 there."""
    names = {name for scores, _ in environments for name in scores}
    tables = [
        (quantiles({name: value for name, value in scores.items() if math.isfinite(value)}), weight)
        for scores, weight in environments
    ]
    whole = sum(weight for _, weight in tables)
    return {name: sum(table.get(name, 0.0) * weight for table, weight in tables) / whole for name in sorted(names)}


def forfeit(games, planned):
    """`games`: "w", "l" and "d" of the first player; a series is over after ten at its beginning or twenty later."""
    counts = {"w": 0, "l": 0, "d": 0}
    for number in range(1, min(len(games), planned) + 1):
        played = games[:number]
        counts[played[-1]] += 1
        for side in "lw":
            streak = len(played) - len(played.rstrip(side))
            if streak >= 20 or (streak >= 10 and number == 10):
                counts[side] += planned - number
                return {"stopped": number, **counts}
    return {"stopped": None, **counts}


def margin_win(first, second, margin=0.015):
    if first > second + abs(second) * margin:
        return True
    return False if second > first + abs(first) * margin else None


def image_loss(with_text, without):
    return 0.25 * (sum(with_text) / len(with_text)) + 0.75 * (sum(without) / len(without))


def processors(kind, billions, holds):
    if kind == "environment":
        return 4
    if billions is None:
        return 1
    size = billions * {"dpo": 3, "grpo": 2}.get(kind, 1) * (2 if holds else 1)
    return 1 if size <= 4 else 2 if size <= 12 else 4 if size <= 40 else 8


def hours(kind, billions, tokens, measured=None):
    if kind == "environment":
        return 1.5
    if kind == "grpo":
        return 1.5 if billions <= 4 else 2.5 if billions <= 12 else 4.0 if billions <= 40 else 6.0
    computed = 989e12 * 0.15 / (6 * billions * 1e9)
    speed = computed if measured is None else min(max(measured, 0.33 * computed), 3 * computed)
    seconds = 2 * tokens * (1.4 if kind == "dpo" else 1.0) / (speed * processors(kind, billions, False))
    return min(6.0, max(0.75, math.ceil((seconds / 3600 + 0.5) / 0.25) * 0.25))


def tokens(rows, counted):
    return rows * 400 if counted is None else max(counted, rows * 64)
