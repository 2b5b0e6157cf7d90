"""Public functions of NumPy and SciPy for which no rule is planned, each with the reason."""

FILES = "reads or writes files, or text"
SETTINGS = "asks for settings of NumPy, or changes them"
DATES = "works on dates, or on names"
CALLS = "calls a function for each item: write the loop"
SETS = "a set of values: what is in it changes by steps"
STATE = "draws in a way that is not differentiated, or works on the state of the generator"

GROUPS = {
    FILES: """fromfile fromregex fromstring genfromtxt load loadtxt save savetxt savez savez_compressed frombuffer
        from_dlpack base_repr binary_repr""",
    SETTINGS: """get_include get_printoptions getbufsize geterr geterrcall info printoptions set_printoptions
        setbufsize seterr seterrcall show_config show_runtime test""",
    DATES: """busday_count busday_offset datetime_as_string datetime_data is_busday isnat isdtype mintypecode
        typename""",
    CALLS: "apply_over_axes fromiter nested_iters",
    SETS: """intersect1d setdiff1d setxor1d union1d unique_all unique_counts unique_inverse unique_values
        sort_complex""",
    "a histogram: its counts change by steps": "histogram histogram2d histogramdd",
    "a window: its coefficients are constants": "bartlett blackman hamming hanning kaiser",
    "makes a matrix of the old kind: use arrays": "asmatrix bmat",
    "plans a contraction": "einsum_path",
    "of old: write np.vstack": "row_stack in1d",
    "of polynomials by their roots or quotients": "poly polydiv",
    "changes its first argument by indices: assign to items": "put_along_axis",
    STATE: """random.bytes random.choice random.get_state random.random_integers random.set_state""",
}

BEYOND = {f"np.{name}": reason for reason, names in GROUPS.items() for name in names.split()}

POLYNOMIALS = """legendre chebyt chebyu chebyc chebys jacobi laguerre genlaguerre hermite hermitenorm gegenbauer
    sh_legendre sh_chebyt sh_chebyu sh_jacobi"""
BEYOND |= {f"scipy.special.{name}": "makes an object: call eval_" + name for name in POLYNOMIALS.split()}
BEYOND |= {f"scipy.special.{name}": "works on settings of SciPy" for name in ("geterr", "seterr")}
BEYOND |= {
    f"scipy.linalg.{name}": "chooses a function of BLAS or LAPACK"
    for name in ("find_best_blas_type", "get_blas_funcs", "get_lapack_funcs")
}
