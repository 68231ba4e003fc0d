# Install and export rules: headers and targets, package configuration, command line, boards.
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stemgewicht)

install(
  TARGETS stemgewicht_core stemgewicht_headers stemgewicht_header_only
  EXPORT stemgewichtTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(
  EXPORT stemgewichtTargets
  NAMESPACE stemgewicht::
  DESTINATION ${config_dir})

# The study library has an export of its own: its dependencies are looked for only where it is installed.
if(STEMGEWICHT_BUILD_STUDY)
  install(
    TARGETS stemgewicht_study
    EXPORT stemgewichtStudyTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(
    EXPORT stemgewichtStudyTargets
    NAMESPACE stemgewicht::
    DESTINATION ${config_dir})
  install(FILES cmake/Coin.cmake cmake/LibCsv.cmake DESTINATION ${config_dir})
endif()

if(STEMGEWICHT_BUILD_CLI)
  install(TARGETS stemgewicht RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_package_config_file(
  cmake/stemgewichtConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/stemgewichtConfig.cmake"
  INSTALL_DESTINATION ${config_dir}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/stemgewichtConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/stemgewichtConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/stemgewichtConfigVersion.cmake" DESTINATION ${config_dir})

install(FILES ${STEMGEWICHT_BOARDS} examples/boards/SOURCES.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/stemgewicht/boards)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
