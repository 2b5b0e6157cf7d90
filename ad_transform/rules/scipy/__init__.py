"""Tables of rules for SciPy, one file per part; each is imported when a function of that part is first looked up."""
