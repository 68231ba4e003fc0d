#include <stemgewicht/meetings/definitions/estimated_meetings.hpp>
