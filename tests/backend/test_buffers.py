"""In-place text keeps what is still needed, copies nothing else, and writes into nothing that is not ours."""

import numpy as np

from ad_transform.kinds import ListOf
from tests.backend.helpers import BOOL, INT, NUMBERS, VECTOR, VECTORS, body_of, check, emitted, run


def vector():
    return np.array([1.0, 2.0, 3.0])


def test_update_in_place_of_a_parameter():
    text = check(
        """
        def f(a):
            a.1 = store(a, @[0], 5.0)
            return a.1
        """,
        """
        a[0] = 5.0
        return a
        """,
        vector(),
        own=1,
        a=VECTOR,
    )
    given = vector()
    names = dict(text.namespace)
    exec(text.source, names)
    assert names["f"](given) is given


def test_older_version_is_copied_aside():
    check(
        """
        def f(a):
            b = a + a
            b.1 = store(b, @[0], 5.0)
            c = b * b.1
            return c
        """,
        """
        b = a + a
        b_2 = b.copy()
        b[0] = 5.0
        c = b_2 * b
        return c
        """,
        vector(),
        a=VECTOR,
        b=VECTOR,
        c=VECTOR,
    )


def test_item_is_read_before_it_is_overwritten():
    check(
        """
        def f(a):
            b = a + a
            b.1 = store(b, @[0], 0.0)
            old = b[0]
            return make_tuple(b.1, old)
        """,
        """
        b = a + a
        old = b[0]
        b[0] = 0.0
        return b, old
        """,
        vector(),
        a=VECTOR,
        b=VECTOR,
    )


def test_view_held_across_an_update_is_made_a_copy():
    check(
        """
        def f(a):
            b = a + a
            row = b[1:]
            b.1 = store(b, @[1], 0.0)
            b.2 = add_at(b.1, @[1:], row)
            return b.2
        """,
        """
        b = a + a
        row = b[1:].copy()
        b[1] = 0.0
        b[1:] += row
        return b
        """,
        vector(),
        a=VECTOR,
        b=VECTOR,
        row=VECTOR,
    )


def test_seeds_are_never_written():
    before = """
        def f(x, out_bar):
            x_bar = add_at(out_bar, @[0], 2.0)
            return x_bar
        """
    text = check(
        before,
        """
        x_bar = out_bar.copy()
        x_bar[0] += 2.0
        return x_bar
        """,
        1.0,
        vector(),
        out_bar=VECTOR,
        x_bar=VECTOR,
    )
    _, given = run(before, text, 1.0, vector())
    assert np.array_equal(given[1], vector())


def test_seed_is_copied_once_before_the_loop():
    check(
        """
        def f(out_bar, n):
            for i in range(0, n, 1):
              -> x_bar: out_bar, then x_bar.1; after: x_bar.2
                x_bar.1 = add_at(x_bar, @[0], 2.0)
            return x_bar.2
        """,
        """
        x_bar = out_bar.copy()
        for i in range(n):
            x_bar[0] += 2.0
        return x_bar
        """,
        vector(),
        3,
        out_bar=VECTOR,
        x_bar=VECTOR,
    )


def test_adjoint_that_two_names_share():
    check(
        """
        def f(out_bar, x):
            c_bar = out_bar * x
            a_bar = add_at(c_bar, @[0], 1.0)
            b_bar = c_bar * a_bar
            return make_tuple(a_bar, b_bar)
        """,
        """
        c_bar = out_bar * x
        a_bar = c_bar.copy()
        a_bar[0] += 1.0
        return a_bar, c_bar * a_bar
        """,
        vector(),
        vector(),
        out_bar=VECTOR,
        x=VECTOR,
        c_bar=VECTOR,
        a_bar=VECTOR,
        b_bar=VECTOR,
    )


def test_accumulation_in_place_only_of_what_is_ours():
    check(
        """
        def f(out_bar, x):
            x_bar = out_bar
            x_bar.1 = x_bar + x
            x_bar.2 = x_bar.1 + x
            e = np.sum(x_bar.2)
            return make_tuple(e, x_bar.2)
        """,
        """
        x_bar = out_bar
        x_bar = x_bar + x
        x_bar += x
        e = np.sum(x_bar)
        return e, x_bar
        """,
        vector(),
        vector(),
        out_bar=VECTOR,
        x=VECTOR,
        x_bar=VECTOR,
    )


def test_accumulation_with_another_shape_or_of_unknown_kind_is_out_of_place():
    before = """
        def f(s, x):
            x_bar = s * 2.0
            x_bar.1 = x_bar + x
            x_bar.2 = x_bar.1 + x
            e = np.sum(x_bar.2)
            return make_tuple(e, x_bar.2)
        """
    text = emitted(before, **{"x": VECTOR, "x_bar.1": VECTOR, "x_bar.2": VECTOR})
    assert "x_bar = x_bar + x" in body_of(text) and "x_bar += x" in body_of(text)
    run(before, text, 3.0, vector())
    unknown = emitted(before, x=None, x_bar=None, s=None)
    assert "+=" not in unknown.source
    run(before, unknown, 3.0, vector())


def test_an_array_pushed_and_then_overwritten_is_copied_for_the_tape():
    check(
        """
        def f(x, n):
            a = x * 2.0
            for i in range(0, n, 1):
              -> a.1: a, then a.2; after: a.3
                push tape_3 a.1
                a.2 = store(a.1, @[0], 7.0)
            for backward i.1 in range(0, n, 1):
              -> total: 0.0, then total.1; after: total.2
                pop tape_3 a.4
                s = np.sum(a.4)
                total.1 = total + s
            return total.2
        """,
        """
        tape_3 = []
        a = x * 2.0
        for i in range(n):
            tape_3.append(a.copy())
            a[0] = 7.0
        total = 0.0
        for i in reversed(range(n)):
            a = tape_3.pop()
            s = np.sum(a)
            total = total + s
        return total
        """,
        vector(),
        3,
        x=VECTOR,
        a=VECTOR,
        n=None,
    )


def test_an_array_of_the_round_is_pushed_as_it_is():
    text = emitted(
        """
        def f(x, n):
            for i in range(0, n, 1):
                a = x * 2.0
                a.1 = store(a, @[0], 7.0)
                push tape_3 a.1
            for backward i.1 in range(0, n, 1):
              -> total: 0.0, then total.1; after: total.2
                pop tape_3 a.4
                a_bar = np.zeros_like(a.4)
                a_bar.1 = add_at(a_bar, @[0], 1.0)
                s = np.sum(a_bar.1)
                total.1 = total + s
            return total.2
        """,
        x=VECTOR,
        a=VECTOR,
        a_bar=VECTOR,
    )
    assert "copy" not in text.source


def test_a_view_pushed_before_the_array_changes_in_a_later_round():
    before = """
        def f(x, n):
            a = x * 2.0
            for i in range(0, n, 1):
              -> a.1: a, then a.2; after: a.3
                a.2 = store(a.1, @[i], 7.0)
                row = a.2[0:2]
                push tape_3 row
            for backward i.1 in range(0, n, 1):
              -> total: 1.0, then total.1; after: total.2
                pop tape_3 row.1
                s = np.sum(row.1)
                total.1 = total * s
            return total.2
        """
    text = emitted(before, x=VECTOR, a=VECTOR, row=VECTOR)
    assert "row.copy()" in text.source or "a[:2].copy()" in text.source or "a[0:2].copy()" in text.source
    run(before, text, vector(), 3)


def test_swapped_buffers_are_not_copied():
    check(
        """
        def f(x, n):
            old = x * 1.0
            new = np.zeros_like(x)
            for i in range(0, n, 1):
              -> old.1: old, then new.2; after: old.3
              -> new.1: new, then old.1; after: new.3
                s = np.sum(old.1)
                new.2 = store(new.1, @[0], s)
            return old.3
        """,
        """
        old = x * 1.0
        new = np.zeros_like(x)
        for i in range(n):
            s = np.sum(old)
            new[0] = s
            old, new = new, old
        return old
        """,
        vector(),
        3,
        x=VECTOR,
        old=VECTOR,
        new=VECTOR,
    )


def test_broadcast_array_is_copied_before_it_is_written():
    check(
        """
        def f(x, s):
            x_bar = np.broadcast_to(s, np.shape(x))
            x_bar.1 = add_at(x_bar, @[0], 1.0)
            return x_bar.1
        """,
        """
        x_bar = np.broadcast_to(s, np.shape(x)).copy()
        x_bar[0] += 1.0
        return x_bar
        """,
        vector(),
        2.0,
        x=VECTOR,
        x_bar=VECTOR,
    )


def test_results_share_nothing_with_each_other_or_with_parameters():
    before = """
        def f(x, out_bar):
            c_bar = out_bar * x
            return make_tuple(x, c_bar, c_bar, out_bar)
        """
    check(
        before,
        """
        c_bar = out_bar * x
        return x.copy(), c_bar, c_bar.copy(), out_bar.copy()
        """,
        vector(),
        vector(),
        x=VECTOR,
        c_bar=VECTOR,
        out_bar=VECTOR,
    )
    text = emitted(before, own=1, x=VECTOR, c_bar=VECTOR, out_bar=VECTOR)
    assert "return x, c_bar, c_bar.copy(), out_bar.copy()" in text.source


def test_appending_to_a_list_that_is_still_needed():
    check(
        """
        def f(x):
            items = make_list(x, x)
            items.1 = append(items, @, 3.0)
            n = len(items)
            m = len(items.1)
            return make_tuple(n, m, items.1)
        """,
        """
        items = [x, x]
        items_2 = items.copy()
        items.append(3.0)
        n = len(items_2)
        m = len(items)
        return n, m, items
        """,
        2.0,
        items=NUMBERS,
    )


def test_value_after_a_branch_that_writes():
    check(
        """
        def f(x, t):
            a = x * 1.0
            if t:
                a.1 = store(a, @[0], 9.0)
            else:
                pass
              -> a.2 = a.1 | a
            c = a * a.2
            return c
        """,
        """
        a = x * 1.0
        a_2 = a.copy()
        if t:
            a[0] = 9.0
        c = a_2 * a
        return c
        """,
        vector(),
        True,
        x=VECTOR,
        a=VECTOR,
        c=VECTOR,
        t=BOOL,
    )


def test_shapes_are_read_from_the_newest_version():
    check(
        """
        def f(x):
            a = x * 1.0
            a.1 = store(a, @[0], 9.0)
            a_bar = np.zeros_like(a)
            a_bar.1 = store(a_bar, @[1], 2.0)
            return make_tuple(a.1, a_bar.1)
        """,
        """
        a = x * 1.0
        a[0] = 9.0
        a_bar = np.zeros_like(a)
        a_bar[1] = 2.0
        return a, a_bar
        """,
        vector(),
        x=VECTOR,
        a=VECTOR,
        a_bar=VECTOR,
    )


def test_a_list_that_holds_one_array_twice():
    kinds = dict(x=VECTOR, c=VECTOR, items=VECTORS, a=VECTOR, b=VECTOR, items_bar=VECTORS)
    check(
        """
        def f(x):
            c = x * 2.0
            items_bar = make_list(c, c)
            items_bar.1 = add_at(items_bar, @[0], x)
            items_bar.2 = add_at(items_bar.1, @[1], x)
            return items_bar.2
        """,
        """
        c = x * 2.0
        items_bar = [c, c]
        items_bar[0] = items_bar[0] + x
        items_bar[1] = items_bar[1] + x
        return items_bar
        """,
        vector(),
        **kinds,
    )
    check(
        """
        def f(x, i):
            c = x * 2.0
            items_bar = make_list(c, c)
            items_bar.1 = add_at(items_bar, @[0][i], 5.0)
            items_bar.2 = add_at(items_bar.1, @[0][0], 7.0)
            return items_bar.2
        """,
        """
        c = x * 2.0
        items_bar = [c, c]
        items_bar[0] = items_bar[0].copy()
        items_bar[0][i] += 5.0
        items_bar[0][0] += 7.0
        return items_bar
        """,
        vector(),
        1,
        i=INT,
        **kinds,
    )


def test_lists_of_copies_and_lists_of_lists_hold_one_array_many_times():
    before = """
        def f(x, n):
            c = x * 2.0
            items_bar = copies_of(c, n)
            for i in range(0, 3, 1):
              -> items_bar.1: items_bar, then items_bar.3; after: items_bar.4
                items_bar.2 = add_at(items_bar.1, @[i][0], 5.0)
                items_bar.3 = add_at(items_bar.2, @[2][i], 7.0)
            return items_bar.4
        """
    text = emitted(before, x=VECTOR, c=VECTOR, items_bar=VECTORS, n=None)
    run(before, text, vector(), (1, 2, 3))
    nested = """
        def f(x):
            c = x * 2.0
            row = make_list(c, c)
            rows_bar = make_list(row, row)
            rows_bar.1 = add_at(rows_bar, @[0][1][2], 5.0)
            rows_bar.2 = add_at(rows_bar.1, @[0][0][2], 7.0)
            rows_bar.3 = add_at(rows_bar.2, @[1][0][1], 7.0)
            return rows_bar.3
        """
    text = emitted(nested, x=VECTOR, c=VECTOR, row=VECTORS, rows_bar=ListOf(VECTORS))
    run(nested, text, vector())


def test_read_only_arrays_of_unknown_kind_are_copied_once():
    before = """
        def f(x, s):
            x_bar = np.broadcast_to(s, np.shape(x))
            for i in range(0, 3, 1):
              -> x_bar.1: x_bar, then x_bar.2; after: x_bar.3
                x_bar.2 = add_at(x_bar.1, @[0], 1.0)
            return x_bar.3
        """
    text = emitted(before, x=VECTOR, x_bar=None)
    assert text.source.count("copy.copy(") + text.source.count("copy.deepcopy(") == 1
    run(before, text, vector(), 2.0)
