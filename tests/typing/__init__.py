"""What type checkers make of the package."""
