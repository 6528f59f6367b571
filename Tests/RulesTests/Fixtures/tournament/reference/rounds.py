"""Schedule, entries, rounds and their winners, written from the description of the reference system.

Nothing here is shared with the program: it is what the program is compared with.
"""

import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction

BOSS = "boss"


def next_window(reference, now, weekday, hour):
    """The weekly hour that is next, seen from the later of two moments; the one that is going on counts."""
    start = max(reference, now)
    days = (weekday - start.weekday()) % 7
    if days == 0:
        candidate = start.replace(hour=hour, minute=0, second=0, microsecond=0)
        if start.hour == hour or candidate > start:
            return candidate
        days = 7
    return (start + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def starts(now, began, ended, weekday, hour):
    reference = ended or began
    in_hour = now.weekday() == weekday and now.hour == hour
    return in_hour and now >= next_window(reference, now, weekday, hour)


def starts_once(now, began, ended, weekday, hour):
    """The same without the fault that an hour is used twice: whatever began or ended in it has used it up."""
    if not starts(now, began, ended, weekday, hour):
        return False
    window = now.replace(minute=0, second=0, microsecond=0)
    return not any(window <= moment < window + timedelta(hours=1) for moment in (began, ended or began))


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def without_duplicates(entries, key):
    """One entry of each key: one with a token before one without, else the first; those without a key all stay."""
    kept, loose = {}, []
    for entry in entries:
        name = key(entry)
        if name is None:
            loose.append(entry["hotkey"])
        elif name not in kept or (entry["token"] and not kept[name]["token"]):
            kept[name] = entry
    return set(loose) | {entry["hotkey"] for entry in kept.values()}


def survivors(entries, identities):
    keys = {
        "address": lambda entry: entry["address"],
        "account": lambda entry: entry["owner"].lower() if entry["owner"] else None,
        "coldkey": lambda entry: entry["coldkey"],
    }
    for identity in identities:
        stay = without_duplicates(entries, keys[identity])
        entries = [entry for entry in entries if entry["hotkey"] in stay]
    return sorted(entry["hotkey"] for entry in entries)


def is_commit(text, takes_main):
    if takes_main and text == "main":
        return True
    return len(text) == 40 and all(letter in "0123456789abcdef" for letter in text.lower())


def requested(names, allowed, most):
    return [name for name in names if name in allowed][:most]


def split(count, groups):
    return [count // groups + (1 if group < count % groups else 0) for group in range(groups)]


def environment_groups(count, first, largest, few_size, counts_boss, listed):
    """Sizes before the boss is added; `listed`: he is one of the count, as after the first round."""
    cap = few_size if few_size and first and count <= 7 else largest
    seats = count + (1 if counts_boss and not listed else 0)
    groups = math.ceil(seats / cap)
    while groups > 1 and count // groups < 2:
        groups -= 1
    return split(count, groups) if count else []


def text_round(count, boss_in, cut, first, small):
    """What a field of so many, the boss among them where he has a place, is formed to."""
    if small and first and 3 <= count <= 14:
        return {"kind": "smallGroup", "sizes": [count], "boss": boss_in}
    if count <= cut:
        if count % 2:
            boss_in = not boss_in
            count += 1 if boss_in else -1
        return {"kind": "pair", "sizes": [2] * (count // 2), "boss": boss_in}
    groups = math.ceil(count / 32)
    if count / groups < 20:
        groups = max(1, groups - 1)
    return {"kind": "group", "sizes": split(count, groups), "boss": boss_in}


def next_text_round(winners, boss_in, cut, small):
    """Between rounds an odd number of winners is evened by the boss."""
    count = winners + (1 if boss_in else 0)
    if winners == 1:
        return {"kind": "boss", "sizes": [2], "boss": True}
    if count % 2:
        boss_in = not boss_in
        count += 1 if boss_in else -1
    return text_round(count, boss_in, cut, False, small)


def is_valid(value):
    return value is not None and math.isfinite(value)


def ranked(values, higher):
    """Places of the valid ones, best first, equal ones as listed."""
    valid = [place for place, value in enumerate(values) if is_valid(value)]
    return sorted(valid, key=lambda place: -values[place] if higher else values[place])


def standings(values, higher):
    order = ranked(values, higher)
    if not order:
        return [0.0] * len(values)
    points = [-1.0] * len(values)
    for place in order:
        points[place] = 0.0
    points[order[0]] = 3.0
    if len(order) > 8:
        for place in order[-max(1, int(0.25 * len(order))) :]:
            points[place] = -1.0
    return points


def small_group(tasks, higher, advance):
    """`tasks`: one list of values for each, by competitor; competitors are in the order of their names."""
    count = len(tasks[0])
    keys = []
    for competitor in range(count):
        ranks, missed, loss = [], False, 0.0
        for values in tasks:
            order = ranked(values, higher)
            if competitor in order:
                ranks.append(order.index(competitor) + 1)
                loss += -values[competitor] if higher else values[competitor]
            else:
                ranks.append(count + 1)
                missed = True
        if any(is_valid(values[competitor]) for values in tasks):
            keys.append((missed, Fraction(sum(ranks), len(ranks)), loss, competitor))
    return [key[-1] for key in sorted(keys)[:advance]]


def environment_winners(groups):
    """`groups`: lists of scores, the boss's first where a group has one: (has_boss, scores)."""
    winners = []
    for number, (has_boss, scores) in enumerate(groups):
        start = 1 if has_boss else 0
        valid = [value for value in scores[start:] if is_valid(value)]
        if not valid:
            continue
        best = max(valid)
        if len(groups) == 1 and has_boss and is_valid(scores[0]) and scores[0] >= best:
            continue
        order = sorted(
            (place for place in range(start, len(scores)) if is_valid(scores[place]) and scores[place] >= best),
            key=lambda place: -scores[place],
        )
        winners += [[number, place] for place in order]
    return winners


def pair_winner(first, second, higher):
    order = ranked([first, second], higher)
    return order[0] if order else None


def threshold(titles, base, decay, least):
    return max(least, base * decay ** (titles - 1))


def boss_task(kind, boss, challenger, margin, exact):
    """`boss` and `challenger`: a number, "failed" (its training did) or None (trained, no valid score).

    `exact`: the margin is a fraction, and numbers are taken as the decimals that they are written as.
    """
    higher = kind == "grpo"
    if isinstance(boss, float) and isinstance(challenger, float):
        if exact:
            # An equal value is the boss's, and the margin is of the amount.
            own, other = Fraction(repr(boss)), Fraction(repr(challenger))
            gap = other - own if higher else own - other
            return "challenger" if gap > 0 and gap >= margin * abs(own) else "champion"
        wins = boss * (1 + margin) > challenger if higher else boss * (1 - margin) < challenger
        return "champion" if wins else "challenger"
    if boss == "failed" or challenger == "failed":
        return "challenger" if challenger != "failed" else "champion"
    if isinstance(boss, float):
        return "champion"
    return "challenger" if isinstance(challenger, float) else "skipped"


def dethroned(decisions, rule, count=None, must=()):
    total = sum(decision != "skipped" for _, decision in decisions)
    wins = sum(decision == "challenger" for _, decision in decisions)
    if total == 0 or wins == 0:
        return False
    if rule == "majority":
        return wins > total // 2
    if rule == "lose-at-most":
        return wins >= max(1, total - count)
    return wins >= count and all(decision == "challenger" for kind, decision in decisions if kind in must)


def environment_final(tasks):
    """`tasks`: (boss, challenger); a contender without a score loses at once, a boss without one counts 0."""
    wins = losses = 0
    for boss, challenger in tasks:
        if challenger is None:
            return False
        own = 0.0 if boss is None else boss
        wins += challenger > own
        losses += challenger < own
    return losses == 0 and wins >= 1
