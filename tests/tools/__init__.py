"""Tests of what is run from the command line."""
