"""What became of the fees of an arena, which no fault may change."""

from arena_process import Arena

STATES = {"accepted": "captured", "competitor": "captured", "infrastructure": "released", "task": "released"}


def fees(arena: Arena) -> dict[str, list[tuple]]:
    """Returns the fee of each submission, all balances, and where on the chain something was paid."""
    return {
        "fees": arena.rows("SELECT submission_id, rao, state FROM submission_fees ORDER BY submission_id"),
        "balances": arena.rows("SELECT account, rao FROM ledger_balances ORDER BY account"),
        "entries": arena.rows("SELECT key, kind FROM ledger_entries ORDER BY key"),
        "paid": arena.payments(),
    }


def fee_problems(arena: Arena) -> list[str]:
    """Returns what is wrong with fees by itself: each is paid once, and ends with its submission."""
    problems = []
    owed = arena.rows(
        "SELECT submission_fees.submission_id, submission_fees.state, submissions.state,"
        " COALESCE(verdicts.class, verdicts.outcome)"
        " FROM submission_fees JOIN submissions ON submissions.id = submission_fees.submission_id"
        " LEFT JOIN evaluations ON evaluations.submission_id = submissions.id"
        " LEFT JOIN verdicts ON verdicts.evaluation_id = evaluations.id"
    )
    for submission, state, stage, end in owed:
        expected = "released" if stage == "rejected" else STATES.get(end, "reserved")
        if state != expected:
            problems.append(f"the fee of {submission} is {state}, not {expected}")
    deposits = arena.rows("SELECT key FROM ledger_entries WHERE kind = 'deposit'")
    credited = {tuple(int(part) for part in key.split(":")[1:]) for (key,) in deposits}
    if credited != set(arena.payments()) or len(credited) != len(owed):
        problems.append(f"{sorted(credited)} were credited, {arena.payments()} paid, for {len(owed)} fees")
    if (total := arena.rows("SELECT COALESCE(SUM(rao), 0) FROM ledger_lines")[0][0]) != 0:
        problems.append(f"the ledger sums to {total}")
    return problems
