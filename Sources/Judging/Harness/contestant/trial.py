"""A submission with its contract and its files, from loading to the written output."""

import json
from dataclasses import dataclass

import torch

from contestant.failure import ContestantError
from contestant.files import InputFile
from contestant.job import Job
from contestant.output import OutputFile
from contestant.submission import load_functions, place
from contracts import CONTRACTS
from contracts.contract import Contract
from wire import Frame
from workloads import make_workload


@dataclass
class Trial:
    """Holds one loaded submission. `warm_up` comes first, then `train`, each once; the contract says what they are."""

    job: Job
    contract: Contract
    output: OutputFile

    @classmethod
    def load(cls, frame: Frame) -> "Trial":
        """Reads the load frame, with files [weights, warm-up weights, warm-up batches, output, submission].

        Then it loads the submission. Raises ContestantError: bad_request for the frame, or one of the codes of
        `load_functions`.
        """
        try:
            request = json.loads(frame.payload)
            weights, warmup_weights, warmup_batches, output, submission = frame.descriptors
            workload = make_workload(request["workload"])
            contract = CONTRACTS[request["contract"]]
            path, steps, warmup_steps = request["submission"], request["steps"], request["warmup_steps"]
            torch.set_num_threads(request["threads"])
        except (ValueError, KeyError, TypeError, RuntimeError) as error:
            raise ContestantError("bad_request", f"{type(error).__name__}: {error}") from error
        inputs = [InputFile(descriptor) for descriptor in (weights, warmup_weights, warmup_batches)]
        job = Job(workload, path, steps, warmup_steps, *inputs)
        output_file = OutputFile(output, workload.layout)
        place(submission, path)
        return cls(job, contract(job, load_functions(path, contract.FUNCTIONS)), output_file)

    def warm_up(self) -> None:
        """Does everything that is not timed. Raises ContestantError: warmup_failed or bad_result."""
        self.contract.warm_up()

    def train(self, batches: int) -> None:
        """Trains for the timed steps on a batches file, then writes the output file.

        On a GPU it waits until nothing is left to be done there. Raises ContestantError: training_failed or bad_result.
        """
        self.contract.train(InputFile(batches))
        with self.job.blaming("bad_result"):
            self.contract.hand_back(self.output)
            if self.job.workload.device == "cuda":
                torch.cuda.synchronize()
