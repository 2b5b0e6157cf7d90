"""Copies vanish; the user's name survives its temporary."""

from ad_transform.optimise.copies import propagate
from tests.optimise.helpers import assert_same, program


def check(before, after):
    assert_same(propagate(program(before)), after)


def test_a_copy_is_replaced_by_its_source_everywhere():
    check(
        """
        def f(x, t):
            y = x
            z = y
            if t:
                a = sin(z)
            else:
                b = z
              -> c = a | b
            do print(z)
            return make_tuple(z, c)
        """.replace("sin(z)", "np.sin(z)"),
        """
        def f(x, t):
            if t:
                a = np.sin(x)
            else:
                pass
              -> c = a | x
            do print(x)
            return make_tuple(x, c)
        """,
    )


def test_the_users_name_survives_a_temporary_bound_right_before():
    check(
        """
        def f(x):
            exp_9 = np.exp(x)
            x.1 = exp_9
            y = x.1 * exp_9
            return y
        """,
        """
        def f(x):
            x.1 = np.exp(x)
            y = x.1 * x.1
            return y
        """,
    )


def test_names_unpacked_together_survive_their_temporaries():
    check(
        """
        def f(t):
            a_1 = t[0]
            b_1 = t[1]
            a = a_1
            b = b_1
            return a * b
        """,
        """
        def f(t):
            a = t[0]
            b = t[1]
            return a * b
        """,
    )


def test_a_call_moves_down_to_its_name_past_uses_of_an_older_version():
    check(
        """
        def f(x, y, x_dot, y_dot):
            product_9 = x * y
            a_9 = x_dot * y
            b_9 = y_dot * x
            sum_9 = a_9 + b_9
            x_dot.1 = sum_9
            x.1 = product_9
            return make_tuple(x.1, x_dot.1)
        """,
        """
        def f(x, y, x_dot, y_dot):
            a_9 = x_dot * y
            b_9 = y_dot * x
            x_dot.1 = a_9 + b_9
            x.1 = x * y
            return make_tuple(x.1, x_dot.1)
        """,
    )


def test_a_call_that_is_read_stays_and_takes_the_name():
    check(
        """
        def f(x, y, x_dot):
            quotient_9 = x / y
            copy_9 = quotient_9
            a_9 = x_dot * x
            b_9 = a_9 * copy_9
            x.1 = quotient_9
            return x.1
        """,
        """
        def f(x, y, x_dot):
            x.1 = x / y
            a_9 = x_dot * x
            b_9 = a_9 * x.1
            return x.1
        """,
    )


def test_a_call_does_not_move_past_an_effect():
    check(
        """
        def f(x):
            exp_9 = np.exp(x)
            do print(x)
            x.1 = exp_9
            return x.1
        """,
        """
        def f(x):
            x.1 = np.exp(x)
            do print(x)
            return x.1
        """,
    )


def test_a_name_that_nothing_reads_survives_nothing():
    check(
        """
        def f(x):
            exp_9 = np.exp(x)
            y = exp_9
            return exp_9
        """,
        """
        def f(x):
            exp_9 = np.exp(x)
            return exp_9
        """,
    )


def test_an_out_of_a_branch_takes_the_users_name():
    check(
        """
        def f(x, t):
            if t:
                sin_3 = np.sin(x)
            else:
                cos_3 = np.cos(x)
              -> select_3 = sin_3 | cos_3
            y = select_3
            return y
        """,
        """
        def f(x, t):
            if t:
                sin_3 = np.sin(x)
            else:
                cos_3 = np.cos(x)
              -> y = sin_3 | cos_3
            return y
        """,
    )


def test_swapped_names_need_no_statement():
    check(
        """
        def f(a, b):
            a.1 = b
            b.1 = a
            return a.1 - b.1
        """,
        """
        def f(a, b):
            return b - a
        """,
    )


def test_outs_on_which_both_branches_agree():
    check(
        """
        def f(x, t):
            if t:
                y = x
                do print(y)
            else:
                z = x
              -> a = y | z
              -> b = y | None
              -> c = 1 | 1.0
            return a * b * c
        """,
        """
        def f(x, t):
            if t:
                do print(x)
            else:
                pass
              -> b = x | None
              -> c = 1 | 1.0
            return x * b * c
        """,
    )


def test_what_a_loop_does_not_change_is_not_carried():
    check(
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> a: x, then a.2; after: a.3
              -> s: 0.0, then s.1; after: s.2
              -> b: x, then a; after: b.2
              -> c: None, then c; after: c.2
                for j in range(0, n, 1):
                  -> a.1: a, then a.1; after: a.2
                    do print(a.1)
                s.1 = s + a.2
            return a.3 + s.2 + b.2
        """,
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> s: 0.0, then s.1; after: s.2
              -> c: None, then c; after: c.2
                for j in range(0, n, 1):
                    do print(x)
                s.1 = s + x
            return x + s.2 + x
        """,
    )


def test_values_that_change_places_stay_carried():
    text = """
        def f(x, y, n):
            for i in range(0, n, 1):
              -> a: x, then b; after: a.1
              -> b: y, then a; after: b.1
                do print(a)
            return a.1 - b.1
        """
    check(text, text)


def test_a_constant_or_an_outer_value_needs_no_tape():
    check(
        """
        def f(x, n):
            y = np.sin(x)
            for i in range(0, n, 1):
                z = y * i
                push tape_1 y, z, 2.0
            for backward i in range(0, n, 1):
                pop tape_1 y.1, z.1, c
                do print(y.1, z.1, c)
            return y
        """.replace("for backward i", "for backward j"),
        """
        def f(x, n):
            y = np.sin(x)
            for i in range(0, n, 1):
                z = y * i
                push tape_1 y, z, 2.0
            for backward j in range(0, n, 1):
                pop tape_1 y.1, z.1, c
                do print(y, z.1, 2.0)
            return y
        """,
    )


def test_a_copy_made_by_an_effect_stays():
    text = """
        def f(x):
            y =! draw()
            z =! x
            return y + z
        """
    check(text, text)


def test_a_tape_that_got_two_constants_is_needed():
    text = """
        def f(t):
            if t:
                push tape_1 1.0
            else:
                push tape_1 2.0
            pop tape_1 c
            return c
        """
    check(text, text)


def test_what_is_updated_after_a_pop_is_not_the_object_of_the_caller():
    text = """
        def f(x):
            push tape_1 x
            pop tape_1 y
            y.1 = store(y, @[0], 0.0)
            return y.1
        """
    check(text, text)


def test_a_value_that_a_branch_in_an_inner_loop_leaves_alone_is_no_variable():
    """`b` is True before both loops, and stays so or becomes True; each round of the pass frees another level."""
    after = program(
        """
        def f(n):
            for i in range(0, n, 1):
              -> b1: True, then b4; after: b5
              -> s: 0.0, then s3; after: s4
                for j in range(0, n, 1):
                  -> b2: b1, then b3; after: b4
                  -> s1: s, then s2; after: s3
                    t = operator.gt(j, 2)
                    if t:
                        pass
                    else:
                        pass
                      -> b3 = b2 | True
                    s2 = operator.add(s1, j)
            return make_tuple(b5, s4)
        """
    )
    for _ in range(3):
        after = propagate(after)
    assert_same(
        after,
        """
        def f(n):
            for i in range(0, n, 1):
              -> s: 0.0, then s3; after: s4
                for j in range(0, n, 1):
                  -> s1: s, then s2; after: s3
                    t = operator.gt(j, 2)
                    if t:
                        pass
                    else:
                        pass
                    s2 = operator.add(s1, j)
            return make_tuple(True, s4)
        """,
    )
