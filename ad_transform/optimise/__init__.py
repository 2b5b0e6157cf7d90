"""Make a program shorter without changing its value."""
