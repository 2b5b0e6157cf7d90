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
    SETS: "intersect1d setdiff1d setxor1d unique_all unique_counts unique_inverse unique_values",
    "a histogram: its counts change by steps": "histogram histogram2d histogramdd",
    "a window: its coefficients are constants": "bartlett blackman hamming hanning",
    "makes a matrix of the old kind: use arrays": "asmatrix bmat",
    "plans a contraction": "einsum_path",
    "of old: write np.vstack": "row_stack in1d",
    "the quotient of polynomials, whose length depends on their values": "polydiv",
    STATE: """random.bytes random.choice random.get_state random.random_integers random.set_state""",
}

BEYOND = {f"np.{name}": reason for reason, names in GROUPS.items() for name in names.split()}

BEYOND |= {
    f"np.polynomial.polyutils.{name}": "prepares coefficients, or asks for bounds"
    for name in ("as_series", "format_float", "getdomain", "mapparms", "trimseq")
}
BEYOND |= {
    "np.polynomial.set_default_printstyle": SETTINGS,
    "np.lib.stride_tricks.as_strided": "reads memory by steps that only the caller knows: use sliding_window_view",
}
BEYOND |= {
    f"statistics.{name}": "of values that are equal or in order: call NumPy's"
    for name in ("median_grouped", "median_high", "median_low", "mode", "multimode", "quantiles")
}
BEYOND |= {f"statistics.{name}": "call NumPy's" for name in ("correlation", "linear_regression")}

POLYNOMIALS = """legendre chebyt chebyu chebyc chebys jacobi laguerre genlaguerre hermite hermitenorm gegenbauer
    sh_legendre sh_chebyt sh_chebyu sh_jacobi"""
BEYOND |= {f"scipy.special.{name}": "makes an object: call eval_" + name for name in POLYNOMIALS.split()}
BEYOND |= {f"scipy.special.{name}": "works on settings of SciPy" for name in ("geterr", "seterr")}
BEYOND |= {
    f"scipy.linalg.{name}": "chooses a function of BLAS or LAPACK"
    for name in ("find_best_blas_type", "get_blas_funcs", "get_lapack_funcs")
}

OBJECT = "makes or takes an object, or works on settings"
DESIGN = "designs a filter, whose coefficients are constants"
SHAPED = "picks values by their order or their place, or works on truth values"
LATER = "has a derivative, and no rule yet: write it with NumPy"
SEARCH = "searches without an equation that its result solves exactly: use root or minimize with jac"
# fmt: off
SCIPY = {
    "fft": {OBJECT: """get_workers register_backend set_backend set_global_backend set_workers skip_backend"""},
    "optimize": {
        SEARCH: """basinhopping brute differential_evolution direct dual_annealing fmin fmin_cobyla fmin_powell
            shgo golden brent bracket fminbound minimize_scalar line_search""",
        "use scipy.optimize.root": """anderson broyden1 broyden2 diagbroyden excitingmixing linearmixing
            newton_krylov""",
        "use scipy.optimize.minimize with jac": """fmin_bfgs fmin_cg fmin_l_bfgs_b fmin_ncg fmin_slsqp fmin_tnc""",
        "use scipy.optimize.minimize with jac, of the sum of squares": """curve_fit least_squares leastsq""",
        "depends on which constraints hold": """isotonic_regression linear_sum_assignment linprog lsq_linear milp
            nnls quadratic_assignment""",
        LATER: "rosen rosen_der rosen_hess rosen_hess_prod",
        OBJECT: "approx_fprime check_grad linprog_verbose_callback show_options",
    },
    "sparse.linalg": {
        OBJECT: """aslinearoperator factorized is_sptriangular onenormest spbandwidth spilu splu use_solver""",
        LATER: "expm funm_multiply_krylov inv matrix_power norm spsolve_triangular",
    },
    "stats": {
        "a statistical test, or a figure that comes with one": """alexandergovern anderson anderson_ksamp ansari
            barnard_exact bartlett bayes_mvs binomtest boschloo_exact brunnermunzel bws_test chi2_contingency
            chisquare combine_pvalues cramervonmises cramervonmises_2samp dunnett epps_singleton_2samp f_oneway
            false_discovery_control fisher_exact fligner friedmanchisquare goodness_of_fit jarque_bera kruskal
            ks_1samp ks_2samp kstest kurtosistest levene logrank mannwhitneyu median_test mood
            multiscale_graphcorr mvsdist normaltest page_trend_test poisson_means_test power power_divergence
            quantile_test ranksums shapiro skewtest ttest_1samp ttest_ind ttest_ind_from_stats ttest_rel
            tukey_hsd wilcoxon""",
        SHAPED: """binned_statistic binned_statistic_2d binned_statistic_dd chatterjeexi cumfreq ecdf expectile iqr
            kendalltau lmoment median_abs_deviation mode percentileofscore quantile rankdata relfreq scoreatpercentile
            siegelslopes sigmaclip somersd spearmanr spearmanrho theilslopes tiecorrect tmax tmin trim1 trim_mean
            trimboth weightedtau""",
        OBJECT: """abs exp dirichlet_multinomial log truncate order_statistic make_distribution fit describe
            bootstrap monte_carlo_test
            permutation_test random_correlation ortho_group special_ortho_group unitary_group uniform_direction
            sobol_indices boxcox_normplot yeojohnson_normplot ppcc_max ppcc_plot probplot""",
        LATER: """boxcox boxcox_llf boxcox_normmax circmean circstd circvar differential_entropy directional_stats
            energy_distance entropy gstd gzscore kstat kstatvar kurtosis linregress moment obrientransform pearsonr
            pmean pointbiserialr sem skew tmean tsem tstd tvar variation wasserstein_distance
            wasserstein_distance_nd yeojohnson yeojohnson_llf yeojohnson_normmax zmap""",
    },
    "spatial": {
        OBJECT: "convex_hull_plot_2d delaunay_plot_2d voronoi_plot_2d tsearch",
        LATER: "distance_matrix geometric_slerp minkowski_distance minkowski_distance_p procrustes",
    },
    "interpolate": {
        OBJECT: """bisplev bisplrep generate_knots insert make_lsq_spline make_smoothing_spline make_splprep
            make_splrep spalde splantider splder splev splint splprep splrep sproot pade lagrange
            approximate_taylor_polynomial""",
        "use CubicSpline, make_interp_spline, interp1d or PchipInterpolator": """barycentric_interpolate griddata
            interpn krogh_interpolate pchip_interpolate""",
    },
    "signal": {
        DESIGN: """abcd_normalize band_stop_obj bessel besselap bilinear bilinear_zpk buttap butter buttord cheb1ap
            cheb1ord cheb2ap cheb2ord cheby1 cheby2 cont2discrete ellip ellipap ellipord firls firwin firwin2
            firwin_2d gammatone iircomb iirdesign iirfilter iirnotch iirpeak kaiser_atten kaiser_beta kaiserord
            lfilter_zi lfiltic lp2bp lp2bp_zpk lp2bs lp2bs_zpk lp2hp lp2hp_zpk lp2lp lp2lp_zpk minimum_phase
            normalize place_poles remez savgol_coeffs sos2tf sos2zpk sosfilt_zi ss2tf ss2zpk tf2sos tf2ss tf2zpk
            zpk2sos zpk2ss zpk2tf invres invresz residue residuez unique_roots""",
        OBJECT: """bode dbode dfreqresp dimpulse dlsim dstep freqresp impulse lsim step check_COLA check_NOLA
            choose_conv_method closest_STFT_dual_window get_window czt_points findfreqs max_len_seq
            correlation_lags unit_impulse""",
        SHAPED: """argrelextrema argrelmax argrelmin find_peaks find_peaks_cwt medfilt medfilt2d order_filter
            peak_prominences peak_widths""",
        LATER: """chirp coherence csd cspline1d cspline1d_eval cspline2d czt decimate deconvolve envelope filtfilt
            freqs freqs_zpk freqz freqz_sos freqz_zpk gauss_spline gausspulse group_delay hilbert hilbert2 istft
            lombscargle periodogram qspline1d qspline1d_eval qspline2d resample resample_poly savgol_filter
            sawtooth sepfir2d sosfilt sosfiltfilt sosfreqz spectrogram spline_filter square stft sweep_poly
            symiirorder1 symiirorder2 upfirdn vectorstrength welch wiener zoom_fft""",
    },
    "ndimage": {
        SHAPED: """binary_closing binary_dilation binary_erosion binary_fill_holes binary_hit_or_miss
            binary_opening binary_propagation black_tophat distance_transform_bf distance_transform_cdt
            distance_transform_edt extrema find_objects generate_binary_structure grey_closing grey_dilation
            grey_erosion grey_opening histogram iterate_structure label maximum maximum_filter maximum_filter1d
            maximum_position median median_filter minimum minimum_filter minimum_filter1d minimum_position
            morphological_gradient morphological_laplace percentile_filter rank_filter value_indices
            watershed_ift white_tophat""",
        "calls a function for each item: write the loop": """generic_filter generic_filter1d
            generic_gradient_magnitude generic_laplace geometric_transform labeled_comprehension
            vectorized_filter""",
        LATER: """affine_transform center_of_mass convolve convolve1d correlate correlate1d fourier_ellipsoid
            fourier_gaussian fourier_shift fourier_uniform gaussian_gradient_magnitude gaussian_laplace laplace
            map_coordinates mean prewitt rotate shift sobel spline_filter spline_filter1d standard_deviation sum
            sum_labels uniform_filter uniform_filter1d variance zoom""",
    },
}
# fmt: on
BEYOND |= {
    f"scipy.{part}.{name}": reason
    for part, groups in SCIPY.items()
    for reason, names in groups.items()
    for name in names.split()
}
