"""Measurements, each run as ``python -m benchmarks.NAME``; see docs/contract.md."""
