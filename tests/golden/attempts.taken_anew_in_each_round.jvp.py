import math


def taken_anew_in_each_round_jvp(v, *, v_dot):
    """Value of `taken_anew_in_each_round` and its derivative along tangents of v.

    Written by ad_transform from tests/programs/attempts.py:40, for v: float64 vector.
    """
    total = 0.0
    total_dot = 0.0
    for index_42 in range(len(v)):
        a = v[index_42]
        item_42_dot = v_dot[index_42]
        try:
            log_44 = math.log(a)
            total = total + log_44
            completed_43 = True
        except ValueError:
            total = total + a * a
            completed_43 = False
        if completed_43:
            total_dot = total_dot + item_42_dot / a
        else:
            product_46 = item_42_dot * a
            total_dot = total_dot + (product_46 + product_46)
    return total, total_dot
