"""Random programs and expressions, checked by differences and by transposition."""
