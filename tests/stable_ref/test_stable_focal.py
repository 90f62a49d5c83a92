"""Focal cross-entropies against mpmath."""

from __future__ import annotations

import exact_losses as exact
import mpmath
import numpy as np
import pytest

import stable_ref as ref

# The missed mass carries a few units of error and its power multiplies them by gamma; the loss has a few of its own.
ULPS_PER_POWER = 4.0

GAMMAS = (0.0, 0.5, 2.0, 5.0)
ROWS = (
    [1.3, -0.7, 4.0],
    [40.0, 0.0],
    [0.0, 700.0, -3.0],
    [1e308, -1e308],
    [1e6 + 0.1, 1e6, 1e6 + 0.3],
    [5e-324, -1e-300, 0.0],
    [-2.0],
)


def _bound(gamma: float) -> float:
    return ULPS_PER_POWER * (1.0 + gamma)


@pytest.mark.parametrize("gamma", GAMMAS)
@pytest.mark.parametrize("label", exact.LABELS)
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_binary_value(label: float, smoothing: float, gamma: float) -> None:
    values = ref.binary_focal_crossentropy(
        [label], np.reshape(exact.LOGITS, (-1, 1)), gamma=gamma, label_smoothing=smoothing
    )
    with exact.many_digits():
        masses = exact.binary_masses(label, smoothing)
        for z, value in zip(exact.LOGITS, values, strict=True):
            assert exact.ulps(value, exact.binary_focal_loss(masses, mpmath.mpf(z), gamma)) <= _bound(gamma), z


@pytest.mark.parametrize("gamma", GAMMAS)
@pytest.mark.parametrize("label", exact.LABELS)
def test_binary_gradient(label: float, gamma: float) -> None:
    """Against g m^(g-1) m' b + m^g b', in units of its largest term, which may cancel for soft labels."""
    slopes = ref.binary_focal_crossentropy_gradient([label], np.reshape(exact.LOGITS, (-1, 1)), gamma=gamma)[:, 0]
    with exact.many_digits():
        positive, negative = exact.binary_masses(label)
        for z, got in zip(exact.LOGITS, slopes, strict=True):
            here, there = exact.sigmoid(mpmath.mpf(z)), exact.sigmoid(-mpmath.mpf(z))
            missed = positive * there + negative * here
            loss = exact.binary_loss((positive, negative), mpmath.mpf(z))
            focus = mpmath.mpf(gamma)
            steep = focus * missed ** (focus - 1) * (negative - positive) * here * there * loss
            flat = (missed**focus * negative * here, missed**focus * positive * there)
            size = max(abs(steep), *flat)
            assert exact.ulps(got, steep + flat[0] - flat[1], size) <= _bound(gamma), z


@pytest.mark.parametrize("gamma", GAMMAS)
@pytest.mark.parametrize("logits", ROWS, ids=str)
@pytest.mark.parametrize("labels", [[1.0, 0.0, 0.0], [0.2, 0.5, 0.3], [0.0, 0.7, 0.7]])
def test_categorical_value(labels: list[float], logits: list[float], gamma: float) -> None:
    labels = labels[: len(logits)]
    value = ref.categorical_focal_crossentropy(labels, logits, gamma=gamma)
    with exact.many_digits():
        right = exact.categorical_focal_loss(exact.exactly(labels), exact.exactly(logits), 0.25, gamma)
        assert exact.ulps(value, right) <= _bound(gamma)


@pytest.mark.parametrize("gamma", GAMMAS)
@pytest.mark.parametrize("logits", ROWS, ids=str)
@pytest.mark.parametrize("labels", [[1.0, 0.0, 0.0], [0.2, 0.5, 0.3], [0.0, 0.7, 0.7]])
def test_categorical_gradient(labels: list[float], logits: list[float], gamma: float) -> None:
    """Against sum_i v_i (p_k - [i=k]) with v_i = a y_i q_i^g - g a y_i q_i^(g-1) p_i log(p_i)."""
    labels = labels[: len(logits)]
    gradient = ref.categorical_focal_crossentropy_gradient(labels, logits, gamma=gamma)
    with exact.many_digits():
        p = exact.softmax(exact.exactly(logits))
        focus = mpmath.mpf(gamma)
        v = []
        for y, share in zip(exact.exactly(labels), p, strict=True):
            missed = 1 - share
            tail = focus * missed ** (focus - 1) * share * mpmath.log(share) if missed and focus else mpmath.mpf(0)
            v.append(mpmath.mpf(0.25) * y * (missed**focus - tail))
        for k, got in enumerate(gradient):
            products = (p[k] * (mpmath.fsum(v) - v[k]), v[k] * (1 - p[k]))
            assert exact.ulps(got, products[0] - products[1], max(products)) <= _bound(gamma)


@pytest.mark.parametrize("gamma", [0.5, 2.0, 3.7])
def test_the_gradients_are_the_derivatives_of_the_exact_values(gamma: float) -> None:
    logits, labels = [1.3, -0.7, 4.0], [0.1, 0.0, 0.9]
    for k, got in enumerate(ref.categorical_focal_crossentropy_gradient(labels, logits, alpha=0.6, gamma=gamma)):
        slope = exact.slope(lambda point: exact.categorical_focal_loss(labels, point, 0.6, gamma), logits, k)
        assert float(got) == pytest.approx(float(slope), rel=1e-12)
    for label, z in zip((1.0, 0.0, 0.3), logits, strict=True):
        masses = exact.binary_masses(label)
        slope = exact.slope(lambda point, m=masses: exact.binary_focal_loss(m, point[0], gamma), [z], 0)
        got = ref.binary_focal_crossentropy_gradient([label], [z], gamma=gamma)[0]
        assert float(got) == pytest.approx(float(slope), rel=1e-12)


def test_without_focus_they_are_the_plain_losses() -> None:
    labels, logits = np.array([[0.0, 1.0, 0.0], [0.3, 0.3, 0.4]]), np.array([[2.0, -1.0, 50.0], [0.0, 800.0, 1.0]])
    assert np.array_equal(
        ref.binary_focal_crossentropy(labels, logits, gamma=0.0), ref.binary_crossentropy(labels, logits)
    )
    assert np.array_equal(
        ref.categorical_focal_crossentropy(labels, logits, alpha=1.0, gamma=0.0),
        ref.categorical_crossentropy(labels, logits),
    )


def test_class_balancing_weighs_the_entries() -> None:
    for label, weight in ((1.0, 0.2), (0.0, 0.8)):
        plain = ref.binary_focal_crossentropy([label], [0.4])
        balanced = ref.binary_focal_crossentropy([label], [0.4], apply_class_balancing=True, alpha=0.2)
        assert float(balanced) == pytest.approx(weight * float(plain), rel=1e-15)
        slope = ref.binary_focal_crossentropy_gradient([label], [0.4])
        steep = ref.binary_focal_crossentropy_gradient([label], [0.4], apply_class_balancing=True, alpha=0.2)
        assert float(steep[0]) == pytest.approx(weight * float(slope[0]), rel=1e-15)


@pytest.mark.parametrize("gamma", [-1.0, float("nan"), float("inf")])
def test_gamma_must_be_a_number_from_zero_on(gamma: float) -> None:
    for function in (ref.binary_focal_crossentropy, ref.categorical_focal_crossentropy_gradient):
        with pytest.raises(ValueError, match="gamma"):
            function([1.0], [1.0], gamma=gamma)


def test_alpha_must_be_finite() -> None:
    for function in (ref.binary_focal_crossentropy, ref.categorical_focal_crossentropy_gradient):
        with pytest.raises(ValueError, match="alpha"):
            function([1.0], [1.0], alpha=float("inf"))
