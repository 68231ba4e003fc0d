#pragma once

// Included by every header in a sub-folder of a room: these are engines, which may change with any version.
#include <stemgewicht/core/definition.hpp>

#ifndef STEMGEWICHT_ENGINES
#error "stemgewicht: this header is an engine; include the public header of its room and link stemgewicht::stemgewicht"
#endif
