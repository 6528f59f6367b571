"""A title match whose run times are written in the two submissions; pairs, evidence and outcome are computed from them.

The match's seed decides nothing here: the challenger begins every other pair, and the run times of a pair follow from
its number. So an attempt that has to be repeated comes to the same pairs as the one that was lost.
"""

import math
from collections.abc import Sequence

from scripted_run import environment, nanoseconds_of, run_record, tokens_of_run, verdict

BETS = tuple(number / 20 for number in range(1, 20))
SIDES = ("challenger", "champion")
# What costs a challenger the match and not the pair only: `VerdictCode.forfeitsMatch`.
FORFEITS = {
    "spoke_before_ready",
    "spoke_before_go",
    "wrong_nonce",
    "spoke_after_done",
    "malformed_frame",
    "would_not_freeze",
    "non_finite_weights",
    "update_error",
    "projection",
    "tensor_update_error",
    "tensor_projection",
    "first_moment",
    "second_moment",
    "tensor_first_moment",
    "row_update_error",
    "bad_result",
    "score_implausible",
}


def evidence(signs: Sequence[int]) -> float:
    """Returns the mean, over the bets, of the product of 1 + bet · sign; that of no signs is 1."""
    return sum(math.prod(1 + bet * sign for sign in signs) for bet in BETS) / len(BETS)


def evidence_against(signs: Sequence[int]) -> float:
    """Returns the evidence for the champion."""
    return evidence([-sign for sign in signs])


def lead_of(challenger: int, champion: int, margin: float) -> float:
    """Returns by how much the challenger was faster beyond the margin, from both times in nanoseconds."""
    return math.log(champion / challenger) - math.log1p(margin)


def sign_of(challenger: int | None, champion: int | None, margin: float) -> int:
    """Returns 1 when a pair counts for the challenger, -1 for the champion, 0 for neither; a time of None was lost."""
    if challenger is None or champion is None:
        return (challenger is not None) - (champion is not None)
    lead = lead_of(challenger, champion, margin)
    return (lead > 0) - (lead < 0)


def outcome_of(signs: Sequence[int], rule: dict, error_share: float) -> str | None:
    """Returns how a match has ended after these pairs, or None while it goes on."""
    if evidence(signs) >= 1 / error_share:
        return "crowned"
    if evidence_against(signs) >= rule["futility"]:
        return "futile"
    return "exhausted" if len(signs) >= rule["most_pairs"] else None


def make_arm(index: int, slot: int, side: str, words: dict, tokens: int) -> dict:
    """Returns one side's run of a pair; one that fails without forfeiting has no time.

    The champion's runs differ from each other in another order than the challenger's, so that close rates win some
    pairs and lose some.
    """
    code = words.get("IN_MATCH")
    turn = index if side == "challenger" else index + 1
    run = {"run": run_record(index, words.get("RATE", 1.0), tokens, turn, slot)}
    return run if code is None else {"failure": verdict(code)} | (run if code in FORFEITS else {})


def make_pair(signs: list[int], words: dict[str, dict], margin: float, tokens: int) -> dict:
    """Fights the next pair and adds its sign to those before it."""
    index = len(signs)
    first = SIDES[index % 2]
    slots = {side: 2 * index + (1 if side == first else 2) for side in SIDES}
    arms = {side: make_arm(index, slots[side], side, words[side], tokens) for side in SIDES}
    times = [None if "failure" in arms[side] else nanoseconds_of(arms[side]["run"]) for side in SIDES]
    signs.append(-1 if is_forfeited(words) else sign_of(*times, margin))
    pair = {"index": index, "first": first, "sign": signs[-1]} | arms
    pair |= {"evidence": evidence(signs), "evidence_against": evidence_against(signs)}
    return pair | ({} if None in times else {"lead": lead_of(*times, margin)})


def is_forfeited(words: dict[str, dict]) -> bool:
    """Whether the challenger breaks a rule in its runs that the champion keeps."""
    breach = words["challenger"].get("IN_MATCH")
    return breach in FORFEITS and breach != words["champion"].get("IN_MATCH")


def make_match_result(plan: dict, words: dict[str, dict]) -> dict:
    """Returns the result of a match plan between two submissions with these constants, by side.

    It goes on from the pairs of earlier attempts.
    """
    preset, pairs = plan["preset"], list(plan["prior"])
    crown, tokens, signs = preset["crown"], tokens_of_run(preset), [pair["sign"] for pair in pairs]
    halt = words["challenger"].get("HALTS") if plan["attempt"] == 1 else None
    end: dict = {}
    while not end:
        pairs.append(make_pair(signs, words, crown["fraction"], tokens) | {"attempt": plan["attempt"]})
        outcome = "forfeited" if is_forfeited(words) else outcome_of(signs, crown["match"], plan["error_share"])
        if outcome is not None:
            end = {"outcome": outcome}
        elif len(pairs) == halt:
            end = {"failure": verdict("sandbox_failed")}
    result = {key: plan[key] for key in ("match", "execution", *SIDES, "preset_hash", "error_share")}
    return result | end | {"pairs": pairs, "environment": environment(preset), "phases": {}}
