#pragma once

#include "sections.hpp"

namespace stemgewicht::report {

/// Where the page with sliders is; the page itself is a file of the section.
Section what_if_section(const Study& study);

}  // namespace stemgewicht::report
