#include <stemgewicht/meetings/definitions/attendance_fractions.hpp>
#include <stemgewicht/meetings/definitions/attendance_rule.hpp>
#include <stemgewicht/meetings/definitions/incompatible_meeting.hpp>
#include <stemgewicht/meetings/definitions/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/definitions/presence.hpp>
#include <stemgewicht/meetings/definitions/reconvened.hpp>
#include <stemgewicht/meetings/definitions/statute.hpp>
