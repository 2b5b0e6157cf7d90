"""Which programs of the zoo have their generated text checked in, and where it lies."""

from pathlib import Path

from tests.programs.texts import MODES, text_of
from tests.programs.zoo import ZOO

FOLDER = Path(__file__).resolve().parent
PROGRAMS = """
    straight.identity straight.arithmetic straight.overwritten_names straight.augmented straight.elementary
    straight.inner_product straight.broadcast_row straight.broadcast_scalar straight.reductions straight.shapes
    straight.matrix_products straight.slices_read straight.several_results straight.names_with_bars
    branches.if_else branches.elif_chain branches.early_return branches.conditional_expression
    attempts.fails attempts.taken_anew_in_each_round attempts.callee_fails_in_its_loop attempts.jitter_until_definite
    loops.for_range loops.nested_ranges loops.over_rows loops.while_on_value loops.breaks loops.branch_in_loop
    functions.helper functions.nested_function functions.recursion functions.callee_mutates
    containers.dict_parameter containers.named_tuple lists.append_in_loop lists.list_comprehension
    mutation.recurrence_in_place mutation.slice_augmented mutation.overlapping_slices mutation.mask_augmented
    mutation.elements_swapped mutation.overwrites_what_the_adjoint_needs
    views.two_names views.row_view_written views.ping_pong
    optional.smallest_with_its_place
    values.int_argument_in_float_arithmetic values.complex_scalars
    real.logistic_regression real.recurrent_network real.cholesky_by_elements real.newton_square_root
    simulations.heat_equation simulations.runge_kutta
""".split()

COMPILED = """
    straight.elementary straight.broadcast_row branches.if_else loops.for_range loops.nested_ranges loops.while_on_value
    loops.branch_in_loop loops.breaks functions.recursion lists.append_in_loop mutation.recurrence_in_place
    mutation.overlapping_slices real.cholesky_by_elements simulations.heat_equation
""".split()
"""Those whose text for Numba is checked in too."""


def golden():
    """Path and text of every golden file, as the transform writes it now."""
    by_name = {program.name: program for program in ZOO}
    for name in PROGRAMS:
        for mode in MODES:
            yield FOLDER / f"{name}.{mode}.py", text_of(by_name[name], mode)
    for name in COMPILED:
        yield FOLDER / f"{name}.vjp.numba.py", text_of(by_name[name], "vjp", jit=True)
