#!/usr/bin/python3
"""Coefficients of VectorMath.Normal: erfc(z) exp(z^2) = t P(t) with t = 1 / (1 + 0.33 z), smallest largest relative error on z in [0, 9.5].

The form is that of Abramowitz and Stegun 7.1.26; the fit is least squares, weighted anew by the error until the error is even (Lawson).
"""

import math

import numpy as np

P, DEGREE, LARGEST, POINTS = 0.33, 7, 9.5, 4000


def scaled_erfc(z):
    if z < 5:
        return math.erfc(z) * math.exp(z * z)
    fraction = 0.0
    for k in range(200, 0, -1):
        fraction = k / 2 / (z + fraction)
    return 1 / (z + fraction) / math.sqrt(math.pi)


low = 1 / (1 + P * LARGEST)
t = 0.5 * (1 + low) + 0.5 * (1 - low) * np.cos(np.pi * (np.arange(POINTS) + 0.5) / POINTS)
y = np.array([scaled_erfc((1 / v - 1) / P) for v in t]) / t
weights = np.ones(POINTS)
for _ in range(200):
    rows = np.sqrt(weights) / y
    coefficients = np.linalg.lstsq(np.vander(t, DEGREE + 1, increasing=True) * rows[:, None], y * rows, rcond=None)[0]
    error = np.abs(np.vander(t, DEGREE + 1, increasing=True) @ coefficients / y - 1)
    weights *= error / error.max() + 0.05
    weights /= weights.mean()
print(error.max(), [float(c) for c in coefficients])
