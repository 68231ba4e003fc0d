#pragma once

#include <stemgewicht/core/numeric/stop_point.hpp>

#include <CbcEventHandler.hpp>
#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>

#include <cstddef>
#include <exception>
#include <memory>

/// The solvers of COIN-OR, which may be interrupted: what a stop point throws ends them, and is thrown behind them.
namespace stemgewicht::detail {

/// What ended a solver.
class Interruption {
public:
    /// Whether a step of the solver is to be its last.
    [[nodiscard]] bool comes(std::size_t steps) noexcept {
        try {
            stop_point(steps);
        } catch (...) {
            reason_ = std::current_exception();
        }
        return reason_ != nullptr;
    }
    void rethrow() const {
        if (reason_) std::rethrow_exception(reason_);
    }

private:
    std::exception_ptr reason_;
};

class InterruptibleClp : public ClpEventHandler {
public:
    explicit InterruptibleClp(Interruption& interruption) : interruption_(&interruption) {}
    int event(Event what) override {
        constexpr int go_on = -1, stop = 5;
        const bool passes = what == endOfIteration || what == endOfFactorization;
        return passes && interruption_->comes(100'000) ? stop : go_on;
    }
    [[nodiscard]] ClpEventHandler* clone() const override { return new InterruptibleClp(*this); }

private:
    Interruption* interruption_;
};

class InterruptibleCbc : public CbcEventHandler {
public:
    explicit InterruptibleCbc(Interruption& interruption) : interruption_(&interruption) {}
    CbcAction event(CbcEvent) override { return interruption_->comes(1'000'000) ? stop : noAction; }
    [[nodiscard]] CbcEventHandler* clone() const override { return new InterruptibleCbc(*this); }

private:
    Interruption* interruption_;
};

/// solve(program), by whichever of the algorithms of Clp.
template <class Solve>
void solve_interruptibly(ClpSimplex& program, const Solve& solve) {
    Interruption interruption;
    const InterruptibleClp handler(interruption);
    program.passInEventHandler(&handler);  // which it copies
    solve(program);
    interruption.rethrow();
}

}  // namespace stemgewicht::detail
