"""Settings for every test: random programs are the same on every run, and no test is judged by the clock."""

from hypothesis import HealthCheck, settings

from ad_transform import pipeline

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")

pipeline.CHECKED = True  # every pass is checked under the tests
