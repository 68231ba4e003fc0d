#pragma once

namespace stemgewicht {

/// Families of winning coalitions that indices are made of.
enum class SetFamily {
    minimal,        ///< lose without any one of their members
    shift_minimal,  ///< minimal, and lose when a member gives way to a strictly less desirable one
    vulnerable,     ///< lose without some member; each member counts where it is such a one
    winning,        ///< all that win
    least_size,     ///< win with the fewest members
    veto            ///< the one coalition of all who are in every winning one; none where nobody is
};

}  // namespace stemgewicht
