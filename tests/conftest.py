"""Settings that all tests share."""

from hypothesis import settings

# How long one example takes depends on what else the machine does. Time is tested where it is
# meant: against another program or another size of input, in the same run.
settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")
