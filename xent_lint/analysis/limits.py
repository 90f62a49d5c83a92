"""Every bound of the analysis, with its reason. Where one is hit, the result is unknown, never a guess."""

MAX_ALTERNATIVES = 8
"""Values in one set. Real heads are chosen among two to four alternatives; combinations multiply, so stay small."""

MAX_COMBINATIONS = 64
"""Combinations of alternatives tried for one call."""

MAX_CALL_DEPTH = 16
"""Nested inlined calls. The deepest chain met in real builders (ResNet block helpers in trainer classes) was 9."""

MAX_RECEIVERS = 3
"""Objects of one class on which a method is run that no visible call reaches."""

MAX_RECURSION = 2
"""Times one function may be on the call stack: recursion is not followed beyond one unfolding."""

MAX_UNROLL = 24
"""Iterations of a loop over a known sequence that are followed one by one; longer ones are run as of unknown length."""

MAX_NESTED_UNROLL = 200
"""The same for loops inside loops together: nets are built by two nested ones, three are number crunching."""

MAX_COMPREHENDED = 128
"""Items of a (nested) comprehension that are told apart: layers are made by the dozen, tables by the thousand."""

MAX_LOOP_ROUNDS = 3
"""Rounds of a loop whose trip count is not known: the second sees what the first assigned, and a third is run only if
the second came upon new values. What is still new then is unknown after the loop."""

MAX_ITEMS = 512
"""Items of a list, tuple or dict that are told apart; the longest list-form Sequential in real code had 140."""

MAX_STEPS = 112_000
"""Expressions and statements evaluated for a module body; about 1 s, at most 1.7 s. Of 700 real programs with findings
the largest took 110,000 (a notebook of 40 networks), the median 700."""

MAX_ENTRY_STEPS = 15_000
"""The same for each function that is analysed on its own, so that one of them cannot starve the others."""

MAX_TOTAL_STEPS = 90_000
"""The same for a whole file: after them no further function is begun."""

MAX_FRUITLESS_STEPS = 1_500
"""Steps spent on like calls of which nothing came, after which they are not followed any more."""


MAX_MODULES = 40
"""Other files of the project that one file brings in."""

MAX_MODULE_STEPS = 20_000
"""Steps for the body of one imported file: definitions and constants, of which nothing is reported there."""

MAX_IMPORTED_STEPS = 60_000
"""The same for all imported files together; about 0.5 s."""

MAX_STRING = 10_000
"""Characters of a folded string constant."""

MAX_INTEGER = 10**18
"""Larger integers are not folded: repeated squaring makes them long without end."""
