# Finds the solvers Clp and Cbc of COIN-OR, whose packages bring no CMake files: sets Coin_FOUND, Coin_MISSING, and the
# imported targets Coin::Clp and Coin::Cbc. Used by our own build and, installed, by find_package(stemgewicht).
# Coin_ROOT or CMAKE_PREFIX_PATH say where to look.
set(Coin_MISSING "")

find_path(
  Coin_INCLUDE_DIR CbcModel.hpp
  HINTS "${Coin_ROOT}" ENV Coin_ROOT
  PATH_SUFFIXES include/coin include/coin-or coin coin-or)
mark_as_advanced(Coin_INCLUDE_DIR)
if(NOT Coin_INCLUDE_DIR)
  list(APPEND Coin_MISSING CbcModel.hpp)
endif()

# Each after those that it needs.
foreach(library IN ITEMS CoinUtils Osi Clp OsiClp Cgl Cbc)
  find_library(
    Coin_${library}_LIBRARY ${library}
    HINTS "${Coin_ROOT}" ENV Coin_ROOT
    PATH_SUFFIXES lib)
  mark_as_advanced(Coin_${library}_LIBRARY)
  if(NOT Coin_${library}_LIBRARY)
    list(APPEND Coin_MISSING "lib${library}")
  elseif(Coin_INCLUDE_DIR AND NOT TARGET Coin::${library})
    add_library(Coin::${library} UNKNOWN IMPORTED)
    set_target_properties(
      Coin::${library}
      PROPERTIES IMPORTED_LOCATION "${Coin_${library}_LIBRARY}"
                 INTERFACE_INCLUDE_DIRECTORIES "${Coin_INCLUDE_DIR}")
  endif()
endforeach()

if(Coin_MISSING)
  set(Coin_FOUND FALSE)
  list(JOIN Coin_MISSING ", " Coin_MISSING)
else()
  set(Coin_FOUND TRUE)
  set_property(TARGET Coin::Osi PROPERTY INTERFACE_LINK_LIBRARIES Coin::CoinUtils)
  set_property(TARGET Coin::Clp PROPERTY INTERFACE_LINK_LIBRARIES Coin::CoinUtils)
  set_property(TARGET Coin::OsiClp PROPERTY INTERFACE_LINK_LIBRARIES Coin::Osi Coin::Clp)
  set_property(TARGET Coin::Cgl PROPERTY INTERFACE_LINK_LIBRARIES Coin::OsiClp)
  set_property(TARGET Coin::Cbc PROPERTY INTERFACE_LINK_LIBRARIES Coin::Cgl)
  # What static ones need besides (compression, LAPACK) is told by pkg-config, and comes last.
  if(Coin_CoinUtils_LIBRARY MATCHES "\\.(a|lib)$")
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
      pkg_check_modules(Coin_Cbc QUIET cbc)
      set_property(TARGET Coin::CoinUtils PROPERTY INTERFACE_LINK_LIBRARIES "${Coin_Cbc_STATIC_LDFLAGS}")
    endif()
  endif()
endif()
