# Builds and runs the consumer project, in an empty folder.
#   cmake -DMODE=find_package|add_subdirectory|fetch_content -DSOURCE_DIR= -DBUILD_DIR= -DWORK_DIR= -DGENERATOR=
#         -DCXX_COMPILER= -DCONFIG= -P run.cmake
# find_package: installs BUILD_DIR first, and runs the installed command line too.
file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}")

set(arguments "-DMODE=${MODE}")
if(MODE STREQUAL "find_package")
  execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${WORK_DIR}/installed" --config "${CONFIG}"
                  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  # The tree is moved, so that a path of the first place would be found out.
  file(RENAME "${WORK_DIR}/installed" "${WORK_DIR}/prefix")
  list(APPEND arguments "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix")
else()
  list(APPEND arguments "-DSTEMGEWICHT_SOURCE=${SOURCE_DIR}")
endif()

execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${WORK_DIR}/build" -G "${GENERATOR}"
          "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_BUILD_TYPE=Debug" "-DCMAKE_CXX_FLAGS_DEBUG=-O0" ${arguments}
  COMMAND_ERROR_IS_FATAL ANY)

# add_subdirectory is what FetchContent does in the end: building once is enough.
if(MODE STREQUAL "fetch_content")
  return()
endif()

execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config Debug COMMAND_ERROR_IS_FATAL ANY)
set(programs consumer)
if(MODE STREQUAL "find_package")
  list(APPEND programs consumer_header_only)
endif()
foreach(name IN LISTS programs)
  find_program(${name} ${name} PATHS "${WORK_DIR}/build" "${WORK_DIR}/build/Debug" REQUIRED NO_DEFAULT_PATH)
  execute_process(COMMAND "${${name}}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()

if(MODE STREQUAL "find_package" AND EXISTS "${WORK_DIR}/prefix/bin/stemgewicht")
  execute_process(COMMAND "${WORK_DIR}/prefix/bin/stemgewicht" boards COMMAND_ERROR_IS_FATAL ANY)
endif()
