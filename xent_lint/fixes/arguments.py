"""Which argument of a call fills a parameter."""

from __future__ import annotations

import libcst as cst

from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import position_of


def argument(call: cst.Call, signature: str, *names: str) -> cst.Arg | None:
    """The argument that fills the first of these parameters that is given. Raises NoRepairError for `f(*args)`."""
    if any(arg.star for arg in call.args):
        raise NoRepairError("the arguments are not written out")
    for name in names:
        for arg in call.args:
            if arg.keyword is not None and arg.keyword.value == name:
                return arg
        by_position = [arg for arg in call.args if arg.keyword is None]
        index = position_of(signature, name)
        if index < len(by_position):
            return by_position[index]
    return None
