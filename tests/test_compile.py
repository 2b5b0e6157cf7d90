"""Generated functions under a debugger's eyes, files written whole, and values made once."""

import inspect
import io
import linecache
import os
import pdb
import sys
import threading
import traceback
from pathlib import Path

import numpy as np
import pytest

from ad_transform import compile as compiling
from ad_transform.compile import MODULE, OnceCache, compile_text, register, save
from ad_transform.errors import InternalError
from ad_transform.source import read

TEXT = """\
import numpy as np


def half(x, scale=2.0):
    # 3: return np.sin(x) / scale
    y = np.sin(x)
    return divide(y, scale)
"""


@pytest.fixture(autouse=True)
def fresh_names(monkeypatch):
    monkeypatch.setattr(compiling, "_TEXTS", {})


def divide(a, b):
    return a / b


def make(text=TEXT, hint="gradient of half, examples/half.py:4", name="half"):
    return compile_text(text, name, {"divide": divide}, hint)


# Functions


def test_the_function_is_what_the_text_says():
    half = make()
    assert half(1.0) == np.sin(1.0) / 2.0
    assert (half.__name__, half.__module__) == ("half", MODULE)
    assert half.__code__.co_filename == "<ad_transform gradient of half, examples/half.py:4>"


def test_the_namespace_is_copied_and_may_name_the_module():
    namespace = {"__name__": "mine", "k": 3}
    function = compile_text("def f():\n    global k\n    k = k + 1\n    return k\n", "f", namespace, "f")
    assert (function(), namespace) == (4, {"__name__": "mine", "k": 3})
    assert function.__module__ == "mine"


def test_the_future_statements_of_this_package_are_not_inherited():
    function = compile_text("def f(x: list): pass\n", "f", {}, "f")
    assert function.__annotations__ == {"x": list}


def test_the_source_is_found():
    half = make()
    assert inspect.getsource(half) == TEXT.split("\n\n\n")[1]
    linecache.checkcache()
    assert inspect.getsourcelines(half)[1] == 4
    assert inspect.getsource(half) == TEXT.split("\n\n\n")[1]


def test_the_source_can_be_differentiated_again():
    source = read(make())
    assert source.first_line == 4 and source.text(6) == "y = np.sin(x)"


def test_tracebacks_show_the_generated_line():
    with pytest.raises(ZeroDivisionError) as caught:
        make()(1.0, scale=0) if False else compile_text(
            TEXT, "half", {"divide": lambda a, b: 1 // 0}, "half"
        )(1.0)
    shown = "".join(traceback.format_exception(caught.value))
    assert 'File "<ad_transform half>", line 7, in half\n    return divide(y, scale)\n' in shown


def test_a_debugger_steps_through_the_text():
    out = io.StringIO()
    commands = io.StringIO("next\np y + 41.5\nlist 1, 8\nquit\n")
    debugger = pdb.Pdb(stdin=commands, stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    traced = sys.gettrace()
    try:
        debugger.runcall(make(), 0.0)
    except pdb.bdb.BdbQuit:
        pass
    finally:
        sys.settrace(traced)
    assert "-> y = np.sin(x)" in out.getvalue() and "41.5" in out.getvalue()
    assert "-> return divide(y, scale)" in out.getvalue()
    assert "# 3: return np.sin(x) / scale" in out.getvalue()


@pytest.mark.parametrize("separator", ["\x0c", "\x1c", "\u2028"])
def test_only_line_feeds_end_lines(separator):
    text = f"def f():\n    x = 1  # a{separator}b\n    return 1 / 0\n"
    with pytest.raises(ZeroDivisionError) as caught:
        compile_text(text, "f", {}, "f")()
    assert "    return 1 / 0\n" in "".join(traceback.format_exception(caught.value))


def test_bad_text_is_a_bug_of_ours():
    with pytest.raises(InternalError, match=r"`compile_text` failed: .*never closed"):
        make("def f(\n")
    with pytest.raises(InternalError, match="does not define `half`"):
        make("x = 1\n")
    with pytest.raises(InternalError, match="compile_text"):
        make("x = 1\0\n")


# Names


def test_the_same_text_has_the_same_name_and_other_text_another():
    assert register("a", "f") == register("a", "f") == "<ad_transform f>"
    assert register("b", "f") == register("b", "f") == "<ad_transform f (2)>"
    assert register("c", "f") == "<ad_transform f (3)>"
    assert register("a", "f") == "<ad_transform f>"


def test_a_name_is_one_line():
    assert register("a", "f\n  of\tg") == "<ad_transform f of g>"


def test_a_name_is_not_given_away_when_the_line_cache_is_cleared():
    first = make()
    linecache.clearcache()
    second = make(TEXT.replace("sin", "cos"))
    assert first.__code__.co_filename != second.__code__.co_filename
    make()
    assert "np.sin" in inspect.getsource(first) and "np.cos" in inspect.getsource(second)


def test_names_are_given_once_from_many_threads():
    names = {}
    together(20, lambda i: names.update({i: register(f"text {i % 5}", "f")}))
    assert len(set(names.values())) == 5
    assert all(names[i] == names[i % 5] for i in names)


# Files


def test_save_writes_the_text_as_it_is(tmp_path):
    path = tmp_path / "out.py"
    save("# Größe\nx = 1\n", path)
    assert path.read_bytes() == "# Größe\nx = 1\n".encode()
    save("y", str(path))
    assert path.read_text() == "y"
    assert os.listdir(tmp_path) == ["out.py"]


def test_save_writes_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "out.py"
    path.write_text("before")
    with pytest.raises(UnicodeEncodeError):
        save("x" * 100_000 + "\ud800", path)
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        save("after", path)
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.py"]


def test_save_keeps_links_and_permissions(tmp_path):
    path, link = tmp_path / "out.py", tmp_path / "link.py"
    path.write_text("before")
    path.chmod(0o640)
    link.symlink_to(path)
    save("after", link)
    assert link.is_symlink() and path.read_text() == "after"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path):
    save("x", tmp_path / "saved.py")
    (tmp_path / "written.py").write_text("x")
    modes = {path.name: path.stat().st_mode for path in tmp_path.iterdir()}
    assert modes["saved.py"] == modes["written.py"]


@pytest.mark.parametrize("path", ["missing/out.py", "."])
def test_save_fails_as_open_does(tmp_path, path):
    with pytest.raises(OSError):
        save("x", tmp_path / path)
    assert not list(Path(tmp_path).iterdir())


# Values made once


def together(count, work):
    """Call `work` with 0, 1, … in as many threads, all at once; raise what one of them raises."""
    start, errors = threading.Barrier(count), []

    def run(i):
        start.wait()
        try:
            work(i)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(i,), daemon=True) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads), "a deadlock"
    if errors:
        raise errors[0]


def test_a_value_is_made_once():
    cache, made = OnceCache(), []
    for _ in range(3):
        assert cache.get("k", lambda: made.append(1) or "value") == "value"
    assert (made, len(cache)) == ([1], 1)


def test_none_is_a_value():
    cache, made = OnceCache(), []
    assert cache.get("k", lambda: made.append(1)) is None
    assert cache.get("k", lambda: made.append(1)) is None
    assert made == [1]


def test_threads_that_ask_at_once_get_one_value():
    cache, made, got = OnceCache(), [], []
    working = threading.Event()

    def make_slowly():
        made.append(threading.get_ident())
        working.wait(0.05)  # others arrive meanwhile
        return object()

    together(8, lambda i: got.append(cache.get("k", make_slowly)))
    assert len(made) == 1 and len(got) == 8 and len(set(map(id, got))) == 1


def test_different_keys_are_made_side_by_side():
    cache, both = OnceCache(), threading.Barrier(2, timeout=10)
    together(2, lambda i: cache.get(i, both.wait))
    assert len(cache) == 2


def test_an_exception_is_not_remembered():
    cache = OnceCache()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            cache.get("k", lambda: 1 / 0)
    assert cache.get("k", lambda: 3) == 3


def test_who_waited_for_an_exception_makes_the_value():
    cache, failing, waiting = OnceCache(), threading.Event(), threading.Event()
    results = {}

    def fail():
        failing.set()
        waiting.wait(10)
        raise KeyError("first")

    def work(i):
        if i == 0:
            try:
                cache.get("k", fail)
            except KeyError as error:
                results[i] = error.args
        else:
            failing.wait(10)
            threading.Timer(0.02, waiting.set).start()
            results[i] = cache.get("k", lambda: "second")

    together(2, work)
    assert results == {0: ("first",), 1: "second"}


def test_one_value_may_need_another():
    cache = OnceCache()
    assert cache.get("outer", lambda: 1 + cache.get("inner", lambda: 2)) == 3
    assert cache.get("inner", lambda: 5) == 2


def test_a_value_that_needs_itself_is_an_error():
    cache = OnceCache()
    with pytest.raises(RuntimeError, match="'k' is needed to make itself"):
        cache.get("k", lambda: cache.get("other", lambda: cache.get("k", int)))
    assert cache.get("k", lambda: 1) == 1


def test_two_threads_that_need_each_other_do_not_wait_for_ever():
    cache, both = OnceCache(), threading.Barrier(2, timeout=10)
    keys, errors = ("f", "g"), []

    def work(i):
        def make_mine():
            if not errors:
                both.wait()
            return cache.get(keys[1 - i], lambda: cache.get(keys[i], int))

        try:
            cache.get(keys[i], make_mine)
        except RuntimeError as error:
            errors.append(str(error))

    together(2, work)
    assert len(errors) == 2 and all("is needed to make itself" in error for error in errors)
