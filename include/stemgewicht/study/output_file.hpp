#pragma once

#include <string>
#include <string_view>

namespace stemgewicht {

/// Writes a text to a file, or to standard output for an empty name. The text goes to a new file beside the target,
/// which then takes its place: it is there whole or not at all, and nothing else is left behind, also where writing
/// fails or a signal ends the program. A link stays a link, and an old file keeps its permissions and owner. Only what
/// cannot be replaced is written in place: a device, a pipe, a file of several names, and one in a directory or of an
/// owner that lets nobody but the owner make files.
/// Throws std::invalid_argument where that cannot be done, and where no permission of the file allows to write it.
void write_output(const std::string& file, std::string_view text);

/// Throws what write_output would throw, as far as can be told without writing: to be called before long work.
void check_output(const std::string& file);

/// The same for files in a directory, which is made if missing.
void check_output_directory(const std::string& directory);

}  // namespace stemgewicht
