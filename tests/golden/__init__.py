"""Generated text that is checked in and reviewed like code."""
