# stemgewicht_read_headers_once(<target> <files>)
#
# Compiles that many files of a target as one: the library's headers take a compiler longer than most files that include
# them. Names in the files' unnamed namespaces must differ. -DSTEMGEWICHT_UNITY=OFF compiles each file alone, which is
# shorter after a change to one of them.
option(STEMGEWICHT_UNITY "Compile several files of a target as one" ON)
mark_as_advanced(STEMGEWICHT_UNITY)

function(stemgewicht_read_headers_once target files)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${STEMGEWICHT_UNITY} UNITY_BUILD_BATCH_SIZE ${files})
endfunction()
