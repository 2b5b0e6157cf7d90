"""docs/coverage.md shows the counts of the table as it is."""

import importlib.util

import pytest

from tests.docs.coverage import PAGE, page


@pytest.mark.skipif(not importlib.util.find_spec("scipy"), reason="it counts SciPy (2026-11-23)")
@pytest.mark.filterwarnings("ignore")
def test_the_page_is_as_it_would_be_written():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.docs.coverage"
