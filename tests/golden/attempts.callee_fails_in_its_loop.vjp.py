import math
import numpy as np


def callee_fails_in_its_loop_vjp(v, out_bar):
    """Adjoints of `callee_fails_in_its_loop` for the seed `out_bar`: what it does to v.

    Written by ad_transform from tests/programs/attempts.py:150, for v: float64 vector.
    """
    # Forward sweep
    tape_154, tape_153, tape_152 = [], [], []
    len_152 = len(v)
    for k in range(len_152):
        begun_tape_154 = len(tape_154)
        try:
            item_154 = v[k]
            le_154 = item_154 <= 0.0
            if le_154:
                text_154 = "{} is not positive".format(item_154)
                raise ValueError(text_154)
            x = item_154
            for _ in range(4):
                tape_154.append(x)
                gt_154 = x > 2.2
                if gt_154:
                    raise ArithmeticError("too large")
                quotient_154 = item_154 / x
                sum_154 = x + quotient_154
                x = 0.5 * sum_154
            completed_153 = True
        except (ValueError, ArithmeticError) as error:
            del tape_154[begun_tape_154:]
            isinstance_154 = isinstance(error, ValueError)
            tape_153.append(isinstance_154)
            if isinstance_154:
                item_156 = v[k]
                x = item_156 * item_156
            else:
                x = math.sin(v[k])
            completed_153 = False
        tape_152.append((x, completed_153))

    # Reverse sweep
    # 152: for k in range(len(v)):
    v_bar = np.zeros_like(v)
    for k in reversed(range(len_152)):
        x, completed_153 = tape_152.pop()
        item_159 = v[k]
        # 159: total = total + x * v[k]
        x_bar = out_bar * item_159
        v_bar[k] += out_bar * x
        # 153: try:
        if completed_153:
            # 154: x = square_root(v[k], 4)
            item_154_bar = 0.0
            for _ in reversed(range(4)):
                x = tape_154.pop()
                # 154: x = square_root(v[k], 4)
                sum_154_bar = x_bar * 0.5
                x_bar = sum_154_bar - sum_154_bar * (item_159 / x / x)
                item_154_bar = item_154_bar + sum_154_bar / x
            v_bar[k] += item_154_bar + x_bar
        else:
            isinstance_154 = tape_153.pop()
            # 154: x = square_root(v[k], 4)
            if isinstance_154:
                # 156: x = v[k] * v[k]
                item_156_bar = x_bar * item_159
                v_bar[k] += item_156_bar
                v_bar[k] += item_156_bar
            else:
                # 158: x = math.sin(v[k])
                v_bar[k] += x_bar * math.cos(item_159)
    return (v_bar,)
