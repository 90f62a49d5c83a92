"""From curves to a verdict. Pure: numbers in, words out.

What counts as right. The logits of a sweep are exact in every precision, so they are not to blame; but a program that
computes in a precision with relative step `eps` rounds them somewhere, and a loss L with slope g may then be off by
eps * (|L| + |z g|). A few such roundings are allowed (`ROUNDINGS`). On top there is an absolute error of float32: one
step of a number as large as the logit, and two of 1. Stable library functions come to no less: the fused softmax
cross-entropies take the log of a sum near 1, and torch's binary one subtracts two numbers of the size of the logit, so
that a loss below comes out as 0. No training feels that; the verdict tells it as the `floor`. The gradient is a
difference of two numbers up to 1, so it may be off by eps times 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from xent_lint.prove.cases import Case
from xent_lint.prove.exact import lookalikes
from xent_lint.prove.results import Curve, Verdict
from xent_lint.prove.sweeps import parts

Floats = NDArray[np.float64]
Found = TypeVar("Found")

STEP: Final = {"float32": 2.0**-23, "mixed_float16": 2.0**-10, "mixed_bfloat16": 2.0**-7}
"""The relative step of the precision that a head computes in."""

ROUNDINGS: Final = 8.0
MODERATE: Final = 2.0
"""Up to this size of the logit every formula is accurate: what differs here is another formula."""

DIFFERENT: Final = 0.05
"""Relative: more than bfloat16 does to a moderate logit."""

FLAT: Final = 1e-3
GONE: Final = 1e-3
"""A gradient below this part of the exact one has vanished, where the exact one is at least LARGE."""

LARGE: Final = 0.01

BY_DEFINITION: Final = ("XEN101", "XEN102", "XEN103", "XEN104", "XEN106", "XEN107", "XEN201", "XEN204")
"""Codes of pairs that are wrong or clipped by what their two halves say: where one agrees, something rescued it."""

RAISES, DIFFERS, NOT_FINITE, SATURATES = "raises", "another loss", "not finite", "saturates"
VANISHES, IMPRECISE, RESCUED, RIGHT = "gradient vanishes", "loses precision", "rescued", "right"
KINDS: Final = (RAISES, DIFFERS, NOT_FINITE, SATURATES, VANISHES, IMPRECISE, RESCUED, RIGHT)
"""The kinds of verdict, the gravest first."""


def raised(error: str) -> Verdict:
    """The verdict on a case that the framework refused."""
    return Verdict(RAISES, f"raises {error.split(':')[0]}")


def judge(case: Case, curves: Sequence[Curve]) -> Verdict:
    """The verdict on one case in one mode on one backend."""
    if case.kind != "loss":
        return _judge_reading(case, curves)
    step = STEP[case.head.policy]
    wrong = [curve for curve in curves if curve.side == "wrong"]
    saturation = _known(_saturation(curve) for curve in wrong)
    verdict = Verdict(
        RIGHT,
        "right",
        loses_precision_from=min(_known(_first(curve, _outside(curve, step)) for curve in curves), default=None),
        saturates_from=min((size for size, _ in saturation), default=None),
        ceiling=max((value for _, value in saturation), default=None),
        lowest_ceiling=min((value for _, value in saturation), default=None),
        floor=max(_known(_floor(curve) for curve in curves), default=None),
        vanishes_from=min(_known(_vanishing(curve) for curve in wrong), default=None),
        nonfinite_from=min((size for curve in curves for size in _not_finite(curve)), default=None),
        relative_error=max((_relative_error(curve) for curve in wrong), default=None),
    )
    return _worded(case, curves, verdict)


def _array(values: Sequence[float] | None) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _known(found: Iterable[Found | None]) -> list[Found]:
    return [each for each in found if each is not None]


def _first(curve: Curve, there: NDArray[np.bool_]) -> float | None:
    """The smallest size of a logit at which it is so."""
    return curve.logits[int(np.argmax(there))] if there.any() else None


def _not_finite(curve: Curve) -> list[float]:
    """The sizes at which the loss or its gradient is NaN or infinite."""
    found = ~np.isfinite(_array(curve.reported))
    if curve.gradient is not None:
        found |= ~np.isfinite(_array(curve.gradient))
    return [size for size, bad in zip(curve.logits, found, strict=True) if bad]


@np.errstate(invalid="ignore")
def _outside(curve: Curve, step: float) -> NDArray[np.bool_]:
    """Where the loss or its gradient is off by more than rounding explains. Not finite is not meant here."""
    sizes, exact = _array(curve.logits), _array(curve.exact)
    slope = np.abs(_array(curve.exact_gradient)) if curve.exact_gradient is not None else np.zeros_like(exact)
    absolute = STEP["float32"] * np.maximum(2.0, sizes)
    allowed = ROUNDINGS * step * (np.abs(exact) + sizes * slope) + absolute
    found = np.abs(_array(curve.reported) - exact) > allowed
    if curve.gradient is not None:
        off = np.abs(_array(curve.gradient) - _array(curve.exact_gradient))
        found |= off > ROUNDINGS * step * (1.0 + sizes * slope)
    return np.asarray(found)


def _saturation(curve: Curve) -> tuple[float, float] | None:
    """From which size on the loss stays the same although the exact one grows, and at which value."""
    reported, exact = _array(curve.reported), _array(curve.exact)
    last = reported[-1]
    if not np.isfinite(last) or exact[-1] - last < 1.0:
        return None
    flat = np.abs(reported - last) <= FLAT * max(1.0, abs(last))
    start = len(flat) - int(np.argmin(flat[::-1])) if not flat.all() else 0
    if exact[-1] - exact[start] < 1.0:
        return None
    return float(curve.logits[start]), float(last)


def _floor(curve: Curve) -> float | None:
    """What a loss that should fall further stays at."""
    reported, exact = curve.reported[-1], curve.exact[-1]
    if curve.side == "wrong" or not np.isfinite(reported) or abs(reported - exact) <= 0.01 * exact:
        return None
    return float(reported) + 0.0  # no -0.0


def _vanishing(curve: Curve) -> float | None:
    """From which size on the gradient is as good as 0 although the exact one is not."""
    if curve.gradient is None:
        return None
    gradient, exact = np.abs(_array(curve.gradient)), np.abs(_array(curve.exact_gradient))
    gone = (gradient <= GONE * exact) & (exact >= LARGE)
    if not gone[-1]:
        return None
    start = 0 if gone.all() else len(gone) - int(np.argmin(gone[::-1]))
    return float(curve.logits[start])


def _relative_error(curve: Curve) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.abs(_array(curve.reported) - _array(curve.exact)) / np.abs(_array(curve.exact))
    return float(np.where(np.isnan(error), np.inf, error).max())


def _differs(curve: Curve) -> bool:
    """Whether it is another function: it is off at moderate logits already, and by more than rounding."""
    moderate = _array(curve.logits) <= MODERATE
    exact, off = _array(curve.exact)[moderate], _array(curve.reported)[moderate]
    return bool((np.abs(off - exact) > DIFFERENT * np.abs(exact)).any())


def _other_gradient(curve: Curve) -> bool:
    """The same for the gradient."""
    if curve.gradient is None:
        return False
    moderate = _array(curve.logits) <= MODERATE
    exact, off = _array(curve.exact_gradient)[moderate], _array(curve.gradient)[moderate]
    return bool((np.abs(off - exact) > DIFFERENT * np.maximum(np.abs(exact), DIFFERENT)).any())


def _worded(case: Case, curves: Sequence[Curve], found: Verdict) -> Verdict:
    """The kind and the text for the numbers."""
    said: list[tuple[str, str]] = []
    if any(_differs(curve) for curve in curves):
        name = _lookalike(case, curves)
        said.append((DIFFERS, "another loss altogether" + (f": {name}" if name else "")))
    elif any(_other_gradient(curve) for curve in curves):
        said.append((DIFFERS, "another gradient altogether"))
    if found.nonfinite_from is not None:
        said.append((NOT_FINITE, _not_finite_words(curves)))
    if found.ceiling is not None and found.saturates_from:
        lowest, highest = f"{found.lowest_ceiling:.4g}", f"{found.ceiling:.4g}"
        value = highest if lowest == highest else f"{lowest} to {highest}"
        said.append((SATURATES, f"saturates at {value} from |logit| = {found.saturates_from:g}"))
    if found.vanishes_from is not None:
        since = f"gradient vanishes from |logit| = {found.vanishes_from:g}"
        said.append((VANISHES, since if found.vanishes_from else "no gradient on mistakes"))
    if not said and found.loses_precision_from is not None:
        said.append((IMPRECISE, f"loses precision from |logit| = {found.loses_precision_from:g}"))
    if not said:
        rescued = case.code in BY_DEFINITION
        said.append((RESCUED, "rescued by the backend") if rescued else (RIGHT, "right"))
    return Verdict(**{**vars(found), "kind": said[0][0], "text": "; ".join(text for _, text in said)})


def _not_finite_words(curves: Sequence[Curve]) -> str:
    """`NaN from |logit| = 17`, `inf gradient at |logit| = 0`."""
    sizes = {size for curve in curves for size in _not_finite(curve)}
    where = "from" if max(sizes) == max(curve.logits[-1] for curve in curves) else "at"
    if where == "at" and len(sizes) > 1:
        return f"{_what_not_finite(curves)} for |logit| from {min(sizes):g} to {max(sizes):g}"
    return f"{_what_not_finite(curves)} {where} |logit| = {min(sizes):g}"


def _what_not_finite(curves: Sequence[Curve]) -> str:
    """`NaN` or `inf`, and whether it is the loss or its gradient."""
    losses = np.concatenate([_array(curve.reported) for curve in curves])
    if np.isfinite(losses).all():
        slopes = np.concatenate([_array(curve.gradient) for curve in curves if curve.gradient is not None])
        return f"{_name(slopes)} gradient"
    return _name(losses)


def _name(values: Floats) -> str:
    names = ["NaN"] * bool(np.isnan(values).any()) + ["inf"] * bool(np.isinf(values).any())
    return "/".join(names)


def _lookalike(case: Case, curves: Sequence[Curve]) -> str | None:
    """Which other loss it is, by its values at moderate logits."""
    shown = {(part.side, part.label): part for part in parts(case)}
    reported: list[Floats] = []
    candidates: dict[str, list[Floats]] = {}
    for curve in curves:
        moderate = _array(curve.logits) <= MODERATE
        reported.append(_array(curve.reported)[moderate])
        for name, values in lookalikes(shown[curve.side, curve.label]).items():
            candidates.setdefault(name, []).append(np.asarray(values)[moderate])
    seen = np.concatenate(reported)
    if np.isfinite(seen).all() and all(np.ptp(each) <= FLAT for each in reported):
        return f"a constant ({', '.join(sorted({f'{each[0] + 0.0:.4g}' for each in reported}))})"
    for name, pieces in candidates.items():
        if np.allclose(seen, np.concatenate(pieces), rtol=DIFFERENT / 5, atol=FLAT):
            return name
    return None


def _judge_reading(case: Case, curves: Sequence[Curve]) -> Verdict:
    """The verdict on a metric, a decision or a probability."""
    off = [
        np.abs(_array(curve.reported) - _array(curve.exact)) > ROUNDINGS * STEP["float32"] * (1.0 + _array(curve.exact))
        for curve in curves
    ]
    sizes = np.concatenate([_array(curve.logits)[there] for curve, there in zip(curves, off, strict=True)])
    if not len(sizes):
        return Verdict(RIGHT, "right")
    error = max(_relative_error(curve) for curve in curves)
    text = f"another {case.kind} for |logit| from {sizes.min():g} to {sizes.max():g}"
    return Verdict(DIFFERS, text, relative_error=error)
