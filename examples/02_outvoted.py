"""How often is Dordrecht, the majority of its council, outvoted: in the Drechtraad and in a general board (AB)?"""

import stemgewicht as sg

case = sg.load_board("drechtsteden-2018")
dordrecht = sg.group_position(case, "municipality", "Dordrecht", "seats")

assembly = sg.outvoted(case, dordrecht, model="ic")
board = sg.councils_under(case, sg.board_rule(case, "one_vote"))
delegations = sg.outvoted(board, dordrecht, model="ic")
assert abs(delegations.outvoted - 11 / 32) < 1e-12
assert assembly.outvoted < delegations.outvoted  # if only slightly

print(f"in the Drechtraad, weights by seats: {assembly.outvoted:.4f}")
print(f"in an AB with one vote each:         {delegations.outvoted:.4f}")
