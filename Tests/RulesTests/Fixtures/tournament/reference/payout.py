"""From results to weights, from the same description."""

import statistics

DAY = 86400


def gain(tasks):
    """`tasks`: (kind, boss, challenger); those with a missing side give no value."""
    values = []
    for kind, boss, challenger in tasks:
        if boss is None or challenger is None:
            continue
        base = abs(boss) if kind == "grpo" else abs(challenger)
        gap = challenger - boss if kind == "grpo" else boss - challenger
        values.append(0.0 if base == 0 else gap / base)
    return statistics.median(values) if values else 0.0


def gain_of_games(share, bar):
    return 0.0 if share < 0.6 else bar + (share - 0.6) * 0.125


def boost(value, bar, excess):
    return max(0.0, value - bar) * excess


def pool(rule, base, most, lift, titles, crowned, now):
    """`rule`: per_title, per_day and since (seconds or None)."""
    lost = rule["per_title"] * max(0, titles - 1)
    if rule["since"] is None:
        return min(most, base + max(0.0, lift - lost))
    if crowned < rule["since"]:
        left = max(0.0, lift - lost)
        days = max(0.0, (now - rule["since"]) / DAY)
        return min(most, max(0.0, base + left if left > 0 else base - rule["per_day"] * days))
    days = max(0.0, (now - crowned) / DAY)
    return min(most, max(0.0, base + lift - rule["per_day"] * days))


def points(tournament, base, first_counts):
    """Points of everybody but whoever holds the title now and whoever defended it."""
    out = {tournament["champion"], tournament["defending"]}
    result = {}
    for task in tournament["tasks"]:
        if task["round"] == 1 and not first_counts:
            continue
        if "scores" in task:
            order = [name for name, value in task["scores"].items() if name not in out and value]
            order.sort(key=lambda name, scores=task["scores"]: -scores[name])
            for place, name in enumerate(order):
                part = task["round"] * base * (len(order) - place) / len(order)
                result[name] = result.get(name, 0.0) + part
        elif task["first"] is not None and task["first"] not in out:
            result[task["first"]] = result.get(task["first"], 0.0) + task["round"] * base
    return result


def rank_weights(champion, scores, decay, paid=None):
    """Equal scores share their mean rank; only so many ranks are paid, one fewer where the last is not clear."""
    order = sorted(((value, name) for name, value in scores.items() if value > 0), key=lambda pair: (-pair[0], pair[1]))
    names = [(float("inf"), champion), *order] if champion else order
    most = len(names) if paid is None else min(paid, len(names))
    if paid is not None and 1 < most < len(names):
        before, last, behind = (names[place][0] for place in (most - 2, most - 1, most))
        if last == behind != before:
            most -= 1
    whole = sum(decay**rank for rank in range(most))
    result = {}
    for value, name in names:
        ranks = [rank for rank, (other, _) in enumerate(names) if other == value]
        if ranks[-1] < most:
            result[name] = decay ** (sum(ranks) / len(ranks)) / whole
        elif ranks[0] < most:
            result[name] = sum(decay**rank for rank in ranks if rank < most) / whole / len(ranks)
    return result


def node_weights(pools, bases, tournaments, participants, departed, rule):
    """What everybody has and what is burned; `rule["from_base"]`: the ranks after the first always have the base."""
    here = [name for name in participants if name not in departed]
    rest = 1 - 0.0001 * len(here)
    weights = {}
    for kind in pools:
        tournament = tournaments.get(kind)
        if tournament is None:
            continue
        scores = points(tournament, bases[kind], rule["first_counts"])
        lesser = bases[kind] if rule["from_base"] else min(bases[kind], pools[kind])
        for name, weight in rank_weights(tournament["champion"], scores, rule["decay"]).items():
            part = pools[kind] if name == tournament["champion"] else lesser
            weights[name] = weights.get(name, 0.0) + weight * part * rest
    weights = {name: weight for name, weight in weights.items() if name not in departed}
    for name in here:
        weights[name] = weights.get(name, 0.0) + 0.0001
    return {name: weight for name, weight in weights.items() if weight > 0}, 1 - sum(weights.values())
