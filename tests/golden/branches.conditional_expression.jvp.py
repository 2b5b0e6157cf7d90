def conditional_expression_jvp(x, y, *, x_dot, y_dot):
    """Value of `conditional_expression` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/branches.py:82, for x: float, y: float.
    """
    if x > y:
        choice_83 = x * y
        choice_83_dot = x_dot * y + y_dot * x
    else:
        choice_83 = x / y
        choice_83_dot = x_dot / y - y_dot * (choice_83 / y)
    if choice_83 > 1:
        choice_84 = 1.0
        choice_84_dot = 0.0
    elif choice_83 > 0.1:
        choice_84 = y
        choice_84_dot = y_dot
    else:
        choice_84 = x
        choice_84_dot = x_dot
    return choice_83 * choice_84, choice_83_dot * choice_84 + choice_84_dot * choice_83
