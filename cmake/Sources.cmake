# stemgewicht_compile_around_core(<target> <files>)
#
# For targets that call the core and compute little themselves: compiles that many files of the target as one, so that
# headers are read once, and optimises less, which takes half of the time and changes no speed that is measured. Names in
# the files' unnamed namespaces must differ. -DSTEMGEWICHT_UNITY=OFF compiles each file alone, which is shorter after a
# change to one of them.
option(STEMGEWICHT_UNITY "Compile several files of a target as one" ON)
mark_as_advanced(STEMGEWICHT_UNITY)

function(stemgewicht_compile_around_core target files)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${STEMGEWICHT_UNITY} UNITY_BUILD_BATCH_SIZE ${files})
  if(NOT MSVC)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
endfunction()
