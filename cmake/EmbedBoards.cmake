# stemgewicht_embed_boards(<target> <file.toml>...)
#
# Adds a generated source to <target> that defines stemgewicht::detail::embedded_boards(), declared in
# src/boards/embedded_boards.hpp: the name (file name without .toml) and the text of each file. It is generated
# again at build time whenever one of the files changes. This file is also the script that generates it.

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  set(delimiter stemgewicht_toml)
  # Compilers limit the length of one literal (MSVC: 16380 bytes); adjacent literals are joined.
  set(piece_length 4000)
  list(LENGTH BOARDS count)

  file(WRITE "${OUTPUT}" "// Generated from the board files; do not edit.\n"
                         "#include \"boards/embedded_boards.hpp\"\n\n"
                         "#include <array>\n\n"
                         "namespace stemgewicht::detail {\n"
                         "namespace {\n\n"
                         "constexpr std::array<EmbeddedBoard, ${count}> boards{{\n")
  foreach(board IN LISTS BOARDS)
    cmake_path(GET board STEM LAST_ONLY name)
    file(READ "${board}" text)
    string(FIND "${text}" ")${delimiter}\"" clash)
    if(NOT clash EQUAL -1)
      message(FATAL_ERROR "${board}: must not contain )${delimiter}\"")
    endif()
    file(APPEND "${OUTPUT}" "    EmbeddedBoard{\n        \"${name}\",\n")
    # Cut at line ends, so that no UTF-8 character is cut in two.
    string(LENGTH "${text}" rest)
    if(rest EQUAL 0)
      file(APPEND "${OUTPUT}" "\"\"\n")
    endif()
    while(rest GREATER 0)
      string(SUBSTRING "${text}" 0 ${piece_length} piece)
      string(FIND "${piece}" "\n" line_end REVERSE)
      if(rest LESS_EQUAL piece_length OR line_end EQUAL -1)
        set(piece "${text}")
        set(text "")
      else()
        math(EXPR cut "${line_end} + 1")
        string(SUBSTRING "${text}" 0 ${cut} piece)
        string(SUBSTRING "${text}" ${cut} -1 text)
      endif()
      file(APPEND "${OUTPUT}" "R\"${delimiter}(${piece})${delimiter}\"\n")
      string(LENGTH "${text}" rest)
    endwhile()
    file(APPEND "${OUTPUT}" "    },\n")
  endforeach()
  file(APPEND "${OUTPUT}" "}};\n\n"
                          "}  // namespace\n\n"
                          "std::span<const EmbeddedBoard> embedded_boards() { return boards; }\n\n"
                          "}  // namespace stemgewicht::detail\n")
  return()
endif()

set(STEMGEWICHT_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(stemgewicht_embed_boards target)
  set(files "")
  foreach(board IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH board BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT EXISTS "${board}")
      message(FATAL_ERROR "board file not found: ${board}")
    endif()
    list(APPEND files "${board}")
  endforeach()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_boards.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DBOARDS=${files}" -P "${STEMGEWICHT_EMBED_SCRIPT}"
    DEPENDS ${files} "${STEMGEWICHT_EMBED_SCRIPT}"
    COMMENT "Embedding the boards"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  # Its place is that of the build, so that a file of several with it would be compiled once more in every build.
  set_source_files_properties("${output}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
