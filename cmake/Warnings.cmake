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
  endif()
endfunction()
