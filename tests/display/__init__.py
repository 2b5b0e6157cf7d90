"""Tests of what shows derivatives to people."""
