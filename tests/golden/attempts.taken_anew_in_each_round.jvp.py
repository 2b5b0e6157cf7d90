import math


def taken_anew_in_each_round_jvp(v, *, v_dot):
    """Value of `taken_anew_in_each_round` and its derivative along tangents of v.

    Written by ad_transform from tests/programs/attempts.py:42, for v: float64 vector.
    """
    total = 0.0
    total_dot = 0.0
    for index_44 in range(len(v)):
        a = v[index_44]
        item_44_dot = v_dot[index_44]
        try:
            log_46 = math.log(a)
            total = total + log_46
            completed_45 = True
        except ValueError:
            total = total + a * a
            completed_45 = False
        if completed_45:
            total_dot = total_dot + item_44_dot / a
        else:
            product_48 = item_44_dot * a
            total_dot = total_dot + (product_48 + product_48)
    return total, total_dot
