#pragma once

#include <stemgewicht/core/engine.hpp>

/// Marks a function that is compiled for wider vector registers too, and that picks the widest which the machine has,
/// so that one program is fast everywhere. The results are the same everywhere: _WHOLE is for functions on whole
/// numbers alone, and the set of _REAL has no fused multiplication, which would round otherwise. _COUNTS_BITS is for
/// functions that use the machine's own count of bits. STEMGEWICHT_NO_WIDE_VECTORS leaves only what every machine has.
#if !defined(STEMGEWICHT_NO_WIDE_VECTORS) && defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    defined(__gnu_linux__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define STEMGEWICHT_WIDE_WHOLE __attribute__((target_clones("avx512f", "avx2", "default")))
#define STEMGEWICHT_WIDE_REAL __attribute__((target_clones("avx2", "default")))
#define STEMGEWICHT_COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define STEMGEWICHT_WIDE_WHOLE
#define STEMGEWICHT_WIDE_REAL
#define STEMGEWICHT_COUNTS_BITS
#endif
