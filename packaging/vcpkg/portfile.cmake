# An overlay port of the sources that it stands among:
#   vcpkg install "stemgewicht[study]" --overlay-ports=packaging/vcpkg
# Never run where it was written, there being no vcpkg; docs/start/install.md says what was checked.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

vcpkg_check_features(
  OUT_FEATURE_OPTIONS FEATURE_OPTIONS
  FEATURES
    study STEMGEWICHT_BUILD_STUDY
    cli STEMGEWICHT_BUILD_CLI)
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}" OPTIONS ${FEATURE_OPTIONS} -DSTEMGEWICHT_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/stemgewicht)
if("cli" IN_LIST FEATURES)
  vcpkg_copy_tools(TOOL_NAMES stemgewicht AUTO_CLEAN)
endif()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
