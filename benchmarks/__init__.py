"""Benchmarks: ``python -m benchmarks`` runs all and writes what it finds to `results.json` and `README.md`."""
