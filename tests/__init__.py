"""Tests of ad_transform: rules, passes, programs, properties, errors and documents."""
