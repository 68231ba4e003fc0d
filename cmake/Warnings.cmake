# Warnings of our own builds: private to our targets, absent where the library is a subproject.
# The presets turn them into errors through CMAKE_COMPILE_WARNING_AS_ERROR.
function(stemgewicht_set_warnings target)
  if(NOT PROJECT_IS_TOP_LEVEL)
    return()
  endif()
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /permissive-)
  else()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # What the optimiser of GCC 12 says of the insides of std::string, std::vector and std::variant (GCC bug 105651).
      target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized -Wno-alloc-size-larger-than
                                               -Wno-stringop-overflow -Wno-array-bounds)
    endif()
  endif()
endfunction()
