"""The untrusted role: a thin shim around a submission. Nothing that it says decides anything."""
