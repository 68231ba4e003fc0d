# Runs PROGRAM, writes its standard output to ACTUAL and compares it with EXPECTED where that file exists.
execute_process(COMMAND "${PROGRAM}" OUTPUT_FILE "${ACTUAL}" COMMAND_ERROR_IS_FATAL ANY)
if(EXISTS "${EXPECTED}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files --ignore-eol "${EXPECTED}" "${ACTUAL}" RESULT_VARIABLE differs)
  if(differs)
    file(READ "${ACTUAL}" actual)
    message(FATAL_ERROR "the output differs from ${EXPECTED}; it is in ${ACTUAL}:\n${actual}")
  endif()
endif()
