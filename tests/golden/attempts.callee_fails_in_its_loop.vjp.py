import math
import numpy as np


def callee_fails_in_its_loop_vjp(v, out_bar):
    """Adjoints of `callee_fails_in_its_loop` for the seed `out_bar`: what it does to v.

    Written by ad_transform from tests/programs/attempts.py:152, for v: float64 vector.
    """
    # Forward sweep
    tape_156, tape_155, tape_154 = [], [], []
    len_154 = len(v)
    for k in range(len_154):
        begun_tape_156 = len(tape_156)
        try:
            item_156 = v[k]
            le_156 = item_156 <= 0.0
            if le_156:
                text_156 = "{} is not positive".format(item_156)
                raise ValueError(text_156)
            x = item_156
            for _ in range(4):
                tape_156.append(x)
                gt_156 = x > 2.2
                if gt_156:
                    raise ArithmeticError("too large")
                quotient_156 = item_156 / x
                sum_156 = x + quotient_156
                x = 0.5 * sum_156
            completed_155 = True
        except (ValueError, ArithmeticError) as error:
            del tape_156[begun_tape_156:]
            isinstance_156 = isinstance(error, ValueError)
            tape_155.append(isinstance_156)
            if isinstance_156:
                item_158 = v[k]
                x = item_158 * item_158
            else:
                x = math.sin(v[k])
            completed_155 = False
        tape_154.append((x, completed_155))

    # Reverse sweep
    # 154: for k in range(len(v)):
    v_bar = np.zeros_like(v)
    for k in reversed(range(len_154)):
        x, completed_155 = tape_154.pop()
        item_161 = v[k]
        # 161: total = total + x * v[k]
        x_bar = out_bar * item_161
        v_bar[k] += out_bar * x
        # 155: try:
        if completed_155:
            # 156: x = square_root(v[k], 4)
            item_156_bar = 0.0
            for _ in reversed(range(4)):
                x = tape_156.pop()
                # 156: x = square_root(v[k], 4)
                sum_156_bar = x_bar * 0.5
                x_bar = sum_156_bar - sum_156_bar * (item_161 / x / x)
                item_156_bar = item_156_bar + sum_156_bar / x
            v_bar[k] += item_156_bar + x_bar
        else:
            isinstance_156 = tape_155.pop()
            # 156: x = square_root(v[k], 4)
            if isinstance_156:
                # 158: x = v[k] * v[k]
                item_158_bar = x_bar * item_161
                v_bar[k] += item_158_bar
                v_bar[k] += item_158_bar
            else:
                # 160: x = math.sin(v[k])
                v_bar[k] += x_bar * math.cos(item_161)
    return (v_bar,)
