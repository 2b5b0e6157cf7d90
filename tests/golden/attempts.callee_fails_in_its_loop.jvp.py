import math


def callee_fails_in_its_loop_jvp(v, *, v_dot):
    """Value of `callee_fails_in_its_loop` and its derivative along tangents of v.

    Written by ad_transform from tests/programs/attempts.py:150, for v: float64 vector.
    """
    total = 0.0
    total_dot = 0.0
    for k in range(len(v)):
        try:
            item_154 = v[k]
            le_154 = item_154 <= 0.0
            if le_154:
                text_154 = "{} is not positive".format(item_154)
                raise ValueError(text_154)
            x = item_154
            for _ in range(4):
                gt_154 = x > 2.2
                if gt_154:
                    raise ArithmeticError("too large")
                quotient_154 = item_154 / x
                sum_154 = x + quotient_154
                x = 0.5 * sum_154
            completed_153 = True
            a = item_154
        except (ValueError, ArithmeticError) as error:
            isinstance_154 = isinstance(error, ValueError)
            if isinstance_154:
                item_156 = v[k]
                x = item_156 * item_156
            else:
                x = math.sin(v[k])
            completed_153 = False
            a = None
        if completed_153:
            item_154_dot = v_dot[k]
            if le_154:
                raise ValueError("{} is not positive".format(a))
            x_154 = a
            x_dot = item_154_dot
            for _ in range(4):
                if x_154 > 2.2:
                    raise ArithmeticError("too large")
                quotient_154 = a / x_154
                sum_154_dot = x_dot + (item_154_dot / x_154 - x_dot * (quotient_154 / x_154))
                x_154 = 0.5 * (x_154 + quotient_154)
                x_dot = sum_154_dot * 0.5
        elif isinstance_154:
            product_156 = v_dot[k] * v[k]
            x_dot = product_156 + product_156
        else:
            x_dot = v_dot[k] * math.cos(v[k])
        item_159 = v[k]
        total = total + x * item_159
        total_dot = total_dot + (x_dot * item_159 + v_dot[k] * x)
    return total, total_dot
