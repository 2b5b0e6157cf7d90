"""Tests of the passes over programs."""
