"""The matrices of Legendre memories, in whole numbers of 400 binary digits: exp by its series, and no floating point before
the end. B is the integral of exp(A_c s) B_c over a step, by its own series, and not A_c^-1 (A - 1) B_c.

python3 legendre.py > legendre.json (a minute and a half)
"""

import json
import sys

import numpy as np

BITS = 400
ONE = 1 << BITS
HALVINGS = 10
TERMS = 60


def rounded(value):
    return int(value) / ONE


def continuous(order, theta):
    a = [[(-1 if i < j else (-1) ** (i - j + 1)) * (2 * i + 1) * ONE // theta for j in range(order)] for i in range(order)]
    b = [[(-1) ** i * (2 * i + 1) * ONE // theta] for i in range(order)]
    return np.array(a, dtype=object), np.array(b, dtype=object)


def held(order, theta):
    """A and B: over a step of 2^-HALVINGS by series, then doubled, A(2 h) = A^2 and B(2 h) = B + A B."""
    a, b = continuous(order, theta)
    a, b = a >> HALVINGS, b >> HALVINGS
    identity = np.array([[ONE * (i == j) for j in range(order)] for i in range(order)], dtype=object)
    power, sum_a, sum_b = identity, identity.copy(), b.copy()
    for term in range(1, TERMS):
        power = a.dot(power) // (ONE * term)
        sum_a = sum_a + power
        sum_b = sum_b + power.dot(b) // (ONE * (term + 1))
    for _ in range(HALVINGS):
        sum_b = sum_b + sum_a.dot(sum_b) // ONE
        sum_a = sum_a.dot(sum_a) // ONE
    return sum_a, sum_b


def case(order, theta, rows):
    a, b = held(order, theta)
    return {
        "order": order,
        "theta": theta,
        "rows": {row: [rounded(value) for value in a[row]] for row in rows},
        "input": [rounded(value) for value in b[:, 0]],
    }


json.dump([case(1, 1, [0]), case(6, 12, range(6)), case(128, 99, [0, 1, 64, 127])], sys.stdout)
