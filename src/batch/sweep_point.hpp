#pragma once

#include "row_writer.hpp"
#include "sweep_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Random numbers of a draw: those of each purpose have a stream of their own.
enum class DrawPurpose : std::uint32_t { weights = 1, simulation = 2 };

/// Where a study stands: the draw and the values of the grid of one case after the other.
class SweepPoint {
public:
    explicit SweepPoint(const SweepPlan& plan);

    void go_to(std::uint64_t number);

    [[nodiscard]] std::uint64_t draw() const { return draw_; }

    /// The value of a name of the grid, or what is drawn for it; nullptr where the study has none of that name.
    [[nodiscard]] const SweepValue* find(std::string_view name) const;

    /// The weights of the grid: whose, and which.
    [[nodiscard]] std::vector<std::pair<std::size_t, const SweepValue*>> given_weights() const;

    /// The least winning weight; a share that was drawn must be reached. Throws std::invalid_argument for none.
    [[nodiscard]] Weight quota(Weight total, Scale scale) const;

    /// The model with the values of the study's own names.
    [[nodiscard]] std::string model() const;

    /// The method, which draws the same numbers for all cases of one draw.
    [[nodiscard]] Method method() const;

    /// Whether the conditions hold.
    [[nodiscard]] bool is_kept(Weight total, Weight quota) const;

    /// The first cells of each row of the case: number, draw, grid.
    void write(RowWriter& writer) const;

private:
    struct Key {
        const SweepKey* key;
        std::size_t axis;
    };

    [[nodiscard]] const SweepValue& value(const Key& key) const { return key.key->values[places_[key.axis]]; }

    const SweepPlan& plan_;
    std::vector<Key> keys_;
    std::optional<Key> model_, method_;
    std::vector<std::uint64_t> places_;
    std::vector<SweepValue> drawn_;
    std::uint64_t number_ = 0, draw_ = 0;
    Scale scale_{};  ///< of the weights of a board
    bool has_drawn_ = false;
};

/// The weights of a draw.
std::vector<Weight> drawn_weights(const SweepPlan& plan, std::uint64_t draw);

/// Adds the rows of these cases.
void add_board_rows(const SweepPlan& plan, SweepRange cases, RowWriter& writer);
void add_case_rows(const SweepPlan& plan, SweepRange cases, RowWriter& writer);

}  // namespace stemgewicht::detail
