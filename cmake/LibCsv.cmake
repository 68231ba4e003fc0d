# Finds libcsv, whose packages bring no CMake files: sets LibCsv_FOUND and the imported target LibCsv::csv. Used by our own
# build and, installed, by find_package(stemgewicht). LibCsv_ROOT or CMAKE_PREFIX_PATH say where to look.
find_path(
  LibCsv_INCLUDE_DIR csv.h
  HINTS "${LibCsv_ROOT}" ENV LibCsv_ROOT
  PATH_SUFFIXES include)
find_library(
  LibCsv_LIBRARY csv
  HINTS "${LibCsv_ROOT}" ENV LibCsv_ROOT
  PATH_SUFFIXES lib)
mark_as_advanced(LibCsv_INCLUDE_DIR LibCsv_LIBRARY)

if(LibCsv_INCLUDE_DIR AND LibCsv_LIBRARY)
  set(LibCsv_FOUND TRUE)
  if(NOT TARGET LibCsv::csv)
    add_library(LibCsv::csv UNKNOWN IMPORTED)
    set_target_properties(LibCsv::csv PROPERTIES IMPORTED_LOCATION "${LibCsv_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES
                                                                                       "${LibCsv_INCLUDE_DIR}")
  endif()
else()
  set(LibCsv_FOUND FALSE)
endif()
