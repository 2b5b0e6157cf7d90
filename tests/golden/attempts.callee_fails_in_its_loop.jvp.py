import math


def callee_fails_in_its_loop_jvp(v, *, v_dot):
    """Value of `callee_fails_in_its_loop` and its derivative along tangents of v.

    Written by ad_transform from tests/programs/attempts.py:152, for v: float64 vector.
    """
    total = 0.0
    total_dot = 0.0
    for k in range(len(v)):
        try:
            item_156 = v[k]
            le_156 = item_156 <= 0.0
            if le_156:
                text_156 = "{} is not positive".format(item_156)
                raise ValueError(text_156)
            x = item_156
            for _ in range(4):
                gt_156 = x > 2.2
                if gt_156:
                    raise ArithmeticError("too large")
                quotient_156 = item_156 / x
                sum_156 = x + quotient_156
                x = 0.5 * sum_156
            completed_155 = True
            a = item_156
        except (ValueError, ArithmeticError) as error:
            isinstance_156 = isinstance(error, ValueError)
            if isinstance_156:
                item_158 = v[k]
                x = item_158 * item_158
            else:
                x = math.sin(v[k])
            completed_155 = False
            a = None
        if completed_155:
            item_156_dot = v_dot[k]
            if le_156:
                raise ValueError("{} is not positive".format(a))
            x_156 = a
            x_dot = item_156_dot
            for _ in range(4):
                if x_156 > 2.2:
                    raise ArithmeticError("too large")
                quotient_156 = a / x_156
                sum_156_dot = x_dot + (item_156_dot / x_156 - x_dot * (quotient_156 / x_156))
                x_156 = 0.5 * (x_156 + quotient_156)
                x_dot = sum_156_dot * 0.5
        elif isinstance_156:
            product_158 = v_dot[k] * v[k]
            x_dot = product_158 + product_158
        else:
            x_dot = v_dot[k] * math.cos(v[k])
        item_161 = v[k]
        total = total + x * item_161
        total_dot = total_dot + (x_dot * item_161 + v_dot[k] * x)
    return total, total_dot
