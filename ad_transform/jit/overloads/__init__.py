"""What generated text calls, as Numba compiles it; importing this makes it known.

Each overload computes what the function of `runtime` computes, for the types that it takes; for others it gives None,
and Numba refuses the call.
"""

from ad_transform.jit.overloads import fitting, moving, reductions, structures  # noqa: F401
