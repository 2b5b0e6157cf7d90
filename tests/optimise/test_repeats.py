"""Equal calls are computed once; what a loop does not change, before it."""

from ad_transform.kinds import Number
from ad_transform.optimise.repeats import hoist, share
from tests.optimise.helpers import assert_same, kinds_of, program, vector


def shares(before, after, **kinds):
    given = program(before)
    assert_same(share(given, kinds_of(given, **kinds)), after)


def hoists(before, after, **kinds):
    given = program(before)
    assert_same(hoist(given, kinds_of(given, **kinds)), after)


def test_equal_calls_become_one_also_by_way_of_their_arguments():
    shares(
        """
        def f(x, y):
            sin_1 = np.sin(x)
            mul_1 = sin_1 * y
            sin_2 = np.sin(x)
            mul_2 = y * sin_2
            sin_3 = math.sin(x)
            return mul_1 + mul_2 + sin_3
        """,
        """
        def f(x, y):
            sin_1 = np.sin(x)
            mul_1 = sin_1 * y
            sin_3 = math.sin(x)
            return mul_1 + mul_1 + sin_3
        """,
    )


def test_order_matters_for_what_are_no_numbers():
    text = """
        def f(x, y):
            add_1 = x + y
            add_2 = y + x
            return make_tuple(add_1, add_2)
        """
    shares(text, text, x=None, y=None)


def test_constants_of_other_types_are_other_constants():
    text = """
        def f(x):
            a = x * 1
            b = x * 1.0
            c = x * True
            return make_tuple(a, b, c)
        """
    shares(text, text)


def test_a_branch_shares_with_what_is_before_it_only():
    shares(
        """
        def f(x, t):
            a_1 = np.sin(x)
            if t:
                a_2 = np.sin(x)
                b_1 = np.cos(x)
                do print(a_2, b_1)
            else:
                b_2 = np.cos(x)
                do print(b_2)
            b_3 = np.cos(x)
            return b_3
        """,
        """
        def f(x, t):
            a_1 = np.sin(x)
            if t:
                b_1 = np.cos(x)
                do print(a_1, b_1)
            else:
                b_2 = np.cos(x)
                do print(b_2)
            b_3 = np.cos(x)
            return b_3
        """,
    )


def test_a_loop_shares_between_its_head_and_its_body():
    shares(
        """
        def f(x):
            loop:
              -> a: x, then a.1; after: a.2
                s_1 = np.sin(a)
                t = s_1 > 0.5
                while t
                s_2 = np.sin(a)
                a.1 = a - s_2
            s_3 = np.sin(a.2)
            return s_3
        """,
        """
        def f(x):
            loop:
              -> a: x, then a.1; after: a.2
                s_1 = np.sin(a)
                t = s_1 > 0.5
                while t
                a.1 = a - s_1
            s_3 = np.sin(a.2)
            return s_3
        """,
    )


def test_buffers_and_updates_and_effects_are_not_shared():
    text = """
        def f(x):
            a = np.zeros_like(x)
            b = np.zeros_like(x)
            a.1 = store(a, @[0], 1.0)
            a.2 = store(a, @[0], 1.0)
            c =! draw()
            d =! draw()
            e = make_list(x)
            g = make_list(x)
            h = np.sin(x)
            k = np.sin(x)
            k.1 = store(k, @[0], 1.0)
            return make_tuple(b, a.1, a.2, c, d, e, g, h, k.1)
        """
    shares(text, text, **{name: vector() for name in "xabhk"})


def test_outs_that_are_one_value():
    shares(
        """
        def f(x, t):
            if t:
                a_1 = np.sin(x)
                a_2 = np.sin(x)
            else:
                pass
              -> y = a_1 | 0.0
              -> z = a_2 | 0.0
              -> w = a_2 | 1.0
            return y + z + w
        """,
        """
        def f(x, t):
            if t:
                a_1 = np.sin(x)
            else:
                pass
              -> y = a_1 | 0.0
              -> w = a_1 | 1.0
            return y + y + w
        """,
    )


def test_an_item_pushed_twice_is_read_once():
    shares(
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> a: x, then a.1; after: a.2
                a.1 = np.sin(a)
                push tape_1 a, i, a
            for backward j in range(0, n, 1):
                pop tape_1 b, k, c
                do print(b, c, k)
            return a.2
        """,
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> a: x, then a.1; after: a.2
                a.1 = np.sin(a)
                push tape_1 a, i, a
            for backward j in range(0, n, 1):
                pop tape_1 b, k, c
                do print(b, b, k)
            return a.2
        """,
    )


def test_what_no_round_changes_is_computed_before_the_loop():
    hoists(
        """
        def f(x, k, n):
            for i in range(0, n, 1):
              -> s: x, then s.3; after: s.4
                for j in range(0, n, 1):
                  -> s.1: s, then s.2; after: s.3
                    exp_4 = np.exp(k)
                    cos_4 = np.cos(s)
                    sin_4 = np.sin(exp_4)
                    mul_4 = cos_4 * sin_4
                    s.2 = s.1 * mul_4
            return s.4
        """,
        """
        def f(x, k, n):
            exp_4 = np.exp(k)
            sin_4 = np.sin(exp_4)
            for i in range(0, n, 1):
              -> s: x, then s.3; after: s.4
                cos_4 = np.cos(s)
                for j in range(0, n, 1):
                  -> s.1: s, then s.2; after: s.3
                    mul_4 = cos_4 * sin_4
                    s.2 = s.1 * mul_4
            return s.4
        """,
    )


def test_what_may_raise_or_is_cheap_or_belongs_to_a_branch_or_the_user_stays():
    text = """
        def f(x, k, n, t, m):
            for i in range(0, n, 1):
              -> s: x, then s.1; after: s.2
                mul_1 = k * 2.0
                div_1 = k / 2.0
                exp_1 = math.exp(k)
                log_1 = np.log(k)
                item_1 = x[0]
                sum_1 = x + m
                user = np.exp(k)
                if t:
                    exp_2 = np.exp(k)
                    do print(exp_2)
                do print(mul_1, div_1, exp_1, log_1, item_1, sum_1, user)
                s.1 = s * k
            return s.2
        """
    hoists(text, text, x=vector("n"), m=vector("m"), sum_1=vector("n"))


def test_arithmetic_on_arrays_is_worth_a_name():
    before = """
        def f(x, k, n):
            for i in range(0, n, 1):
              -> s: x, then s.1; after: s.2
                mul_1 = x * k
                s.1 = s * mul_1
            return s.2
        """
    after = """
        def f(x, k, n):
            mul_1 = x * k
            for i in range(0, n, 1):
              -> s: x, then s.1; after: s.2
                s.1 = s * mul_1
            return s.2
        """
    hoists(before, after, x=vector(), mul_1=vector(), k=Number("float"))


def test_a_while_hoists_from_its_head_and_its_body():
    hoists(
        """
        def f(x, k):
            loop:
              -> a: x, then a.1; after: a.2
                exp_1 = np.exp(k)
                t = a > exp_1
                while t
                cos_1 = np.cos(k)
                cos_2 = np.cos(a)
                a.1 = a * cos_1 * cos_2
            return a.2
        """.replace("a * cos_1 * cos_2", "a * cos_1"),
        """
        def f(x, k):
            exp_1 = np.exp(k)
            cos_1 = np.cos(k)
            loop:
              -> a: x, then a.1; after: a.2
                t = a > exp_1
                while t
                cos_2 = np.cos(a)
                a.1 = a * cos_1
            return a.2
        """,
    )


def test_a_buffer_that_each_round_fills_stays_in_the_loop():
    text = """
        def f(x, n):
            for i in range(0, n, 1):
                exp_1 = np.exp(x)
                exp_1.1 = store(exp_1, @[i], 1.0)
                do print(exp_1.1)
            return x
        """
    hoists(text, text, x=vector(), exp_1=vector())


def test_items_that_are_updated_stay_apart():
    text = """
        def f(x):
            push tape_1 x, x
            pop tape_1 y, z
            y.1 = store(y, @[0], 0.0)
            z.1 = store(z, @[1], 0.0)
            return make_tuple(y.1, z.1)
        """
    shares(text, text, x=vector(), y=vector(), z=vector())
