#pragma once

#include <stemgewicht/core/definition.hpp>

namespace stemgewicht {

/// What long work asks every millisecond or so, in whichever of its threads: it returns for the work to go on, and what
/// it throws ends the work and comes out of the call. It may be called by several threads at once.
using InterruptCheck = void (*)();

/// Sets what all long work of the program asks, from now on; nullptr, as at the start, for nothing. Costs next to
/// nothing: a program with a window asks there whether its user wants to stop, as the Python package asks for Ctrl-C.
void set_interrupt_check(InterruptCheck check);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/interrupt.hpp>
#endif
