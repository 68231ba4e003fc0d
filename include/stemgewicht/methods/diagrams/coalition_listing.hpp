#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Lists the sets with outcome 1 one by one, without holding them all: sets with the member asked first come first.
class SetListing {
public:
    explicit SetListing(Diagram diagram) : diagram_(std::move(diagram)), settled_(settled(diagram_)) {
        path_.push_back({0, Next::yes});
    }

    /// The next set; empty when there are no more. Cost O(members) each.
    std::optional<Coalition> next() {
        const std::size_t n = diagram_.member_count();
        while (!path_.empty()) {
            Place& place = path_.back();
            turns_.turn();
            const std::size_t layer = path_.size() - 1;
            if (place.next == Next::none || settled_.value[layer][place.state] == 0) {
                path_.pop_back();
            } else if (layer == n) {
                place.next = Next::none;
                return coalition();
            } else {
                const bool yes = place.next == Next::yes;
                place.next = yes ? Next::no : Next::none;
                const Layers::Step& step = diagram_.layers.steps[layer];
                path_.push_back({yes ? step.yes[place.state] : step.no[place.state], Next::yes});
            }
        }
        return std::nullopt;
    }

private:
    enum class Next : std::uint8_t { yes, no, none };
    struct Place {
        std::uint32_t state;
        Next next;  ///< what is still to be tried from here
    };

    [[nodiscard]] Coalition coalition() const {
        Coalition set(diagram_.member_count());
        for (std::size_t layer = 0; layer < diagram_.member_count(); ++layer)
            if (path_[layer].next == Next::no) set.set(diagram_.order[layer]);
        return set;
    }

    Diagram diagram_;
    Settled settled_;
    std::vector<Place> path_;
    TurnCounter turns_{10};
};

}  // namespace stemgewicht::detail
