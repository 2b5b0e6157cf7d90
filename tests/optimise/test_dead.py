"""What nothing reads is dropped; effects stay."""

from ad_transform.optimise.dead import drop_dead
from tests.optimise.helpers import assert_same, program


def check(before, after, keep=frozenset()):
    assert_same(drop_dead(program(before), keep), after)


def unchanged(text):
    check(text, text)


def test_unread_chains_are_dropped_and_effects_stay():
    check(
        """
        def f(x):
            a = np.sin(x)
            b = a + 1
            c =! draw()
            do print(x)
            return x
        """,
        """
        def f(x):
            c =! draw()
            do print(x)
            return x
        """,
    )


def test_names_to_keep():
    check(
        """
        def f(x):
            a = np.sin(x)
            b = a + 1
            c = a + 2
            return x
        """,
        """
        def f(x):
            a = np.sin(x)
            b = a + 1
            return x
        """,
        keep=frozenset({"b"}),
    )


def test_outs_and_empty_branches():
    check(
        """
        def f(x, t):
            u = not t
            if u:
                a = np.sin(x)
                b = np.cos(x)
            else:
                c = x * 2
              -> y = a | c
              -> z = b | x
            if u:
                d = np.sin(x)
            return y
        """,
        """
        def f(x, t):
            u = not t
            if u:
                a = np.sin(x)
            else:
                c = x * 2
              -> y = a | c
            return y
        """,
    )


def test_a_carry_read_only_by_its_own_end_is_dead():
    check(
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> s: 0.0, then s.1; after: s.2
              -> c: 0, then c.1; after: c.2
              -> d: 0, then c; after: d.2
                s.1 = s + x
                c.1 = c + d
            return s.2
        """,
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> s: 0.0, then s.1; after: s.2
                s.1 = s + x
            return s.2
        """,
    )


def test_a_loop_that_nothing_needs():
    check(
        """
        def f(x, n):
            m = n + 1
            for i in range(0, m, 1):
              -> s: 0.0, then s.1; after: s.2
              -> rounds: k
                s.1 = s + x
            loop:
              -> a: x, then a.1; after: a.2
                t = a > 1
                while t
                a.1 = a / 2
            return x
        """,
        """
        def f(x, n):
            return x
        """,
    )


def test_the_test_and_the_leave_of_a_living_loop_live():
    unchanged(
        """
        def f(x, n):
            loop:
              -> a: x, then a.1; after: a.2
              -> b: 1.0, then b.1; after: b.2
              -> leave if u
                t = b > 0.1
                while t
                a.1 = a / 2
                b.1 = b / 2
                u = a.1 < 0.01
            return a.2
        """
    )


def test_rounds_keep_the_loop():
    check(
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> s: 0.0, then s.1; after: s.2
              -> leave if t
              -> rounds: k
                s.1 = s + x
                t = s > 2
            return k
        """,
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> s: 0.0, then s.1; after: s.2
              -> leave if t
              -> rounds: k
                s.1 = s + x
                t = s > 2
            return k
        """,
    )


TAPED = """
    def f(x, n, t):
        for i in range(0, n, 1):
          -> a: x, then a.1; after: a.2
            b = np.cos(a)
            push tape_1 a, b, i
            a.1 = np.sin(a)
        for backward j in range(0, n, 1):
          -> g: 1.0, then g.1; after: g.2
            pop tape_1 a.3, b.3, i.3
            g.1 = g * b.3
        return {}
    """


def test_items_that_no_pop_needs_leave_the_tape():
    check(
        TAPED.format("g.2"),
        """
        def f(x, n, t):
            for i in range(0, n, 1):
              -> a: x, then a.1; after: a.2
                b = np.cos(a)
                push tape_1 b
                a.1 = np.sin(a)
            for backward j in range(0, n, 1):
              -> g: 1.0, then g.1; after: g.2
                pop tape_1 b.3
                g.1 = g * b.3
            return g.2
        """,
    )


def test_a_tape_without_items_vanishes():
    check(
        TAPED.format("a.2"),
        """
        def f(x, n, t):
            for i in range(0, n, 1):
              -> a: x, then a.1; after: a.2
                a.1 = np.sin(a)
            return a.2
        """,
    )


def test_every_push_and_pop_of_a_living_tape_stays():
    unchanged(
        """
        def f(x, y, t):
            if t:
                push tape_1 x
            else:
                push tape_1 y
            if t:
                pop tape_1 a
            else:
                pop tape_1 b
              -> c = a | 0.0
            return c
        """
    )


def test_updates_that_the_caller_sees_stay():
    check(
        """
        def f(x, y, n):
            a = np.zeros_like(x)
            a.1 = store(a, @[0], 1.0)
            x.1 = store(x, @[0], 1.0)
            for i in range(0, n, 1):
              -> v: y, then v.1; after: v.2
              -> w: a, then w.1; after: w.2
                v.1 = add_at(v, @[i], 1.0)
                w.1 = add_at(w, @[i], 1.0)
            return 1.0
        """,
        """
        def f(x, y, n):
            x.1 = store(x, @[0], 1.0)
            for i in range(0, n, 1):
              -> v: y, then v.1; after: v.2
                v.1 = add_at(v, @[i], 1.0)
            return 1.0
        """,
    )


def test_updates_by_way_of_a_branch_a_view_or_an_effect_stay():
    unchanged(
        """
        def f(x, t, l):
            if t:
                a = np.zeros_like(x)
            else:
                b = x[1:]
              -> c = a | b
            c.1 = store(c, @[0], 1.0)
            d =! draw()
            d.1 = append(d, @, 1.0)
            e = make_list(l)
            e.1 = append(e, @[0], 1.0)
            g = l[0]
            g.1 = drop_last(g, @)
            return 1.0
        """
    )


def test_updates_of_what_is_fresh_are_dropped():
    check(
        """
        def f(x, l):
            a = x * 1.0
            a.1 = store(a, @[0], 1.0)
            b = make_list(l)
            b.1 = append(b, @, 1.0)
            b.2 = drop_last(b.1, @)
            return 1.0
        """,
        """
        def f(x, l):
            return 1.0
        """,
    )


def test_comments_on_nothing_are_dropped():
    check(
        """
        def f(x, t):
            ## Forward sweep
            # first
            a = np.sin(x)
            # second
            b = np.cos(x)
            if t:
                do print(x)
                # third
                c = np.exp(x)
            ## Reverse sweep
            # fourth
            d = np.exp(x)
            return b
        """,
        """
        def f(x, t):
            ## Forward sweep
            # second
            b = np.cos(x)
            if t:
                do print(x)
            return b
        """,
    )
