"""Who held power in the Council of the European Economic Community of 1958? Luxembourg, with one vote, none."""

import numpy as np

import stemgewicht as sg

board = sg.load_board("eec-1958")
banzhaf = sg.banzhaf_normalized(board)
shapley_shubik = sg.shapley_shubik(board)
assert np.allclose(banzhaf, [5 / 21, 5 / 21, 5 / 21, 1 / 7, 1 / 7, 0], rtol=0, atol=1e-12)
assert np.allclose(shapley_shubik, [7 / 30, 7 / 30, 7 / 30, 3 / 20, 3 / 20, 0], rtol=0, atol=1e-12)

print(f"{'member':<12} {'votes':>5} {'banzhaf':>8} {'shapley':>8}")
for name, weight, b, s in zip(board.names, board.weights, banzhaf, shapley_shubik, strict=True):
    print(f"{name:<12} {weight:5d} {b:8.4f} {s:8.4f}")
