"""Who is paired with whom: the exact best for the whole cohort, its proof and its reasons. Pure integers, no numpy."""
