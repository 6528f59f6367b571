"""The trusted role: makes a run's inputs from the secret seed, knows the answer, and compares."""
