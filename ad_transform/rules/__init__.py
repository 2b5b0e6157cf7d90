"""What is known about the derivatives of other people's functions: tables of rules, one file per library part."""

from ad_transform.rules.elementwise import rules as elementwise
from ad_transform.rules.python import rules as python
from ad_transform.rules.reductions import rules as reductions
from ad_transform.rules.table import Rule, RuleTable

__all__ = ["Rule", "RuleTable", "standard"]

standard = python | elementwise | reductions
