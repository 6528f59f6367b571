"""Prepares a workload of a real model and real text, outside any sandbox: the only role that uses the network."""
