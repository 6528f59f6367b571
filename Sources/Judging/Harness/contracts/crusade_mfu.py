"""The contract "crusade-mfu": `inner_steps` under the form rules that were published with the score in MFU.

The rest of its list of musts cannot be seen in a result. That the optimizer was used shows in its moments, a frozen
layer in that tensor's projection, and skipped or shortened data in the update: all that is the referee's to find.
"""

from typing import Any

from contracts.form import require_logits_shape, require_loss, require_tokens
from contracts.inner_steps import InnerSteps


class CrusadeMFU(InnerSteps):
    """`inner_steps`, whose result has logits for all positions but the last, a loss over 0, and every token counted."""

    NAME = "crusade-mfu"

    def check_result(self, result: Any, steps: int) -> None:
        """Raises ContestantError (bad_result) unless a result of so many steps has the contract's form.

        Looks at shapes and plain numbers only: this is part of the timed run.
        """
        super().check_result(result, steps)
        workload = self.job.workload
        require_logits_shape(result.final_logits, workload.sequence_length - 1, workload.shape.vocabulary)
        require_loss(result.final_loss)
        require_tokens(result.total_tokens, steps * self.job.step_tokens, "total_tokens")
