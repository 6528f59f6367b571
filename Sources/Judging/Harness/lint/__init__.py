"""The role `lint`: reads a submission, never runs it, and reports what a preset's rules do not allow.

A courtesy and a gate of policy, not a defence: whoever wants to get past it can. Judging does not rely on it.
"""
