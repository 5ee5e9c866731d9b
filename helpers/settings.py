"""Environment variables by which a report tells the kernels of its notebooks what it wants."""

#: The folder in which to keep what is shown; nothing is kept where it is not set.
KEEP = "PARALLAX_KEEP"
#: The name of the notebook that runs.
NOTEBOOK = "PARALLAX_NOTEBOOK"
#: Set to 1 by a report that may be published although its articles may not.
NO_TEXT = "PARALLAX_NO_TEXT"
