"""A tool for GradBench (github.com/gradbench/gradbench): twelve problems, each differentiated by this package.

``python -m benchmarks.gradbench`` speaks GradBench's protocol, one JSON object per line.
"""
