#pragma once

// How a program takes the library. Its functions are declared in the public headers and defined once: in the compiled
// library stemgewicht::stemgewicht, or, under stemgewicht::header_only, in every translation unit, inline. The targets
// set the macros; who builds without CMake defines one of them and links the library where it is STEMGEWICHT_COMPILED.
#if defined(STEMGEWICHT_COMPILED) && defined(STEMGEWICHT_HEADER_ONLY)
#error \
    "stemgewicht: link stemgewicht::stemgewicht or stemgewicht::header_only, not both (stemgewicht::study brings the first)"
#elif defined(STEMGEWICHT_HEADER_ONLY)
#define STEMGEWICHT_DEFINITION inline
#ifndef STEMGEWICHT_ENGINES
#define STEMGEWICHT_ENGINES
#endif
#elif defined(STEMGEWICHT_COMPILED)
#define STEMGEWICHT_DEFINITION
#else
#error "stemgewicht: link the CMake target stemgewicht::stemgewicht (compiled) or stemgewicht::header_only"
#endif
