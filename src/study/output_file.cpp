#include "study/descriptor.hpp"

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/study/output_file.hpp>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <optional>
#include <random>
#include <system_error>
#include <utility>

namespace stemgewicht {

namespace {

namespace fs = std::filesystem;

using detail::Descriptor, detail::reason, detail::write_all;

[[noreturn]] void refuse_file(const std::string& file, const std::string& why) {
    refuse("output", "a file that can be written", fmt::format("\"{}\" ({})", file, why));
}

void write_to_standard_output(std::string_view text) {
    std::cout.flush();
    if (const int error = write_all(STDOUT_FILENO, text); error != 0)
        refuse("output", "written whole to standard output", "an error (" + reason(error) + ")");
}

// ---- what is to be written
// -------------------------------------------------------------------------------------------

/// Where links lead, to a file that need not be there.
fs::path followed(const std::string& file) {
    constexpr int most_links = 40;
    fs::path target(file);
    std::error_code error;
    for (int k = 0; fs::is_symlink(target, error); ++k) {
        if (k == most_links) refuse_file(file, reason(ELOOP));
        const fs::path next = fs::read_symlink(target, error);
        if (error) refuse_file(file, error.message());
        if (fs::exists(target, error) && !fs::exists(target.parent_path() / next, error)) break;  // as those of /proc
        target = target.parent_path() / next;
    }
    return target;
}

struct Target {
    fs::path path;
    std::optional<struct stat> old{};  ///< empty where there is no such file

    [[nodiscard]] bool is_regular() const { return !old || S_ISREG(old->st_mode); }
};

/// The directory in which a file is.
fs::path directory_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

/// Refuses what is no file, and one that cannot be written.
Target target_of(const std::string& file) {
    Target target{.path = followed(file)};
    struct stat found{};
    if (::stat(target.path.c_str(), &found) == 0)
        target.old = found;
    else if (errno != ENOENT)
        refuse_file(file, reason(errno));
    const fs::path directory = directory_of(target.path);
    if (!target.old && !target.path.has_filename()) refuse_file(file, reason(EISDIR));
    if (!target.old && ::access(directory.c_str(), W_OK | X_OK) != 0) refuse_file(file, reason(errno));
    if (!target.old) return target;
    if (S_ISDIR(found.st_mode)) refuse_file(file, reason(EISDIR));
    constexpr mode_t writable = S_IWUSR | S_IWGRP | S_IWOTH;
    if (S_ISREG(found.st_mode) && (found.st_mode & writable) == 0) refuse_file(file, "it is read-only");
    if (::access(target.path.c_str(), W_OK) != 0) refuse_file(file, reason(errno));
    return target;
}

/// Whether standard output goes to this file: written anew, it would lose what stands there.
bool is_standard_output(const Target& target) {
    struct stat output{};
    return target.old && ::fstat(STDOUT_FILENO, &output) == 0 && output.st_dev == target.old->st_dev &&
           output.st_ino == target.old->st_ino;
}

// ---- a file that takes the place of another
// --------------------------------------------------------------------------

/// The new file that a signal removes; a signal handler can be told no other way.
std::array<char, 4096> unfinished{};

extern "C" void remove_unfinished(int signal) {
    ::unlink(unfinished.data());
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

/// While it lives, a signal that would end the program removes the unfinished file first, and a limit of the size of
/// files is an error of writing. Signals that somebody handles are left alone.
class SignalGuard {
public:
    explicit SignalGuard(const std::string& name) {
        std::ranges::copy(name, unfinished.begin());
        unfinished.at(name.size()) = '\0';
        for (std::size_t k = 0; k < signals.size(); ++k) {
            ::sigaction(signals[k], nullptr, &before_[k]);
            if (!is_ours(k)) continue;
            struct sigaction action{};
            action.sa_handler = signals[k] == SIGXFSZ ? SIG_IGN : &remove_unfinished;
            ::sigaction(signals[k], &action, nullptr);
        }
    }
    SignalGuard(const SignalGuard&) = delete;
    SignalGuard& operator=(const SignalGuard&) = delete;
    ~SignalGuard() {
        for (std::size_t k = 0; k < signals.size(); ++k)
            if (is_ours(k)) ::sigaction(signals[k], &before_[k], nullptr);
    }

private:
    static constexpr std::array<int, 5> signals{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};

    [[nodiscard]] bool is_ours(std::size_t k) const {
        return (before_[k].sa_flags & SA_SIGINFO) == 0 && before_[k].sa_handler == SIG_DFL;
    }

    std::array<struct sigaction, signals.size()> before_{};
};

/// A name in the same directory that nobody can guess.
std::string name_beside(const fs::path& path) {
    std::random_device random;
    const std::string name = fmt::format(".stemgewicht-{:08x}{:08x}", random(), random());
    return path.has_parent_path() ? (path.parent_path() / name).string() : name;
}

/// Gives the new file what the old one has: first its owner, as that takes away permissions. Gives the error, or 0.
int take_over(const struct stat& old, int descriptor) {
    struct stat own{};
    if (::fstat(descriptor, &own) != 0) return errno;
    const bool same_owner = own.st_uid == old.st_uid && own.st_gid == old.st_gid;
    if (!same_owner && ::fchown(descriptor, old.st_uid, old.st_gid) != 0) return errno;
    constexpr mode_t permissions = S_ISUID | S_ISGID | S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO;
    return ::fchmod(descriptor, old.st_mode & permissions) == 0 ? 0 : errno;
}

enum class Replaced { done, not_possible };

/// Not possible, where the directory or its owner forbids it; any other error would meet a file in place as well, which
/// then were lost.
Replaced not_possible_or_refuse(const std::string& file, int error) {
    constexpr std::array forbidden{EACCES, EPERM, EROFS, EBUSY, ENAMETOOLONG};
    if (std::ranges::find(forbidden, error) == forbidden.end()) refuse_file(file, reason(error));
    return Replaced::not_possible;
}

/// Writes a new file and puts it in the place of the target.
Replaced replace(const Target& target, const std::string& file, std::string_view text) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const std::string name = name_beside(target.path);
    if (name.size() >= unfinished.size()) return Replaced::not_possible;
    const SignalGuard guard(name);
    constexpr mode_t private_mode = S_IRUSR | S_IWUSR, usual_mode = 0666;  // of which the umask takes away
    Descriptor descriptor(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                                 target.old ? private_mode : usual_mode));
    if (!descriptor.is_open()) return not_possible_or_refuse(file, errno);
    int error = target.old ? take_over(*target.old, descriptor.number()) : 0;
    if (error == 0) error = write_all(descriptor.number(), text);
    if (const int late = descriptor.close(); error == 0) error = late;
    if (error == 0 && ::rename(name.c_str(), target.path.c_str()) != 0) error = errno;
    if (error == 0) return Replaced::done;
    ::unlink(name.c_str());
    return not_possible_or_refuse(file, error);
}

/// A file that was not there before is removed where it is not whole.
void write_in_place(const Target& target, const std::string& file, std::string_view text) {
    const int making = target.old ? O_TRUNC : O_CREAT | O_EXCL;
    Descriptor descriptor(::open(target.path.c_str(), O_WRONLY | O_CLOEXEC | making, 0666));
    if (!descriptor.is_open()) refuse_file(file, reason(errno));
    int error = write_all(descriptor.number(), text);
    if (const int late = descriptor.close(); error == 0) error = late;
    if (error == 0) return;
    if (!target.old) ::unlink(target.path.c_str());
    refuse_file(file, reason(error));
}

}  // namespace

void write_output(const std::string& file, std::string_view text) {
    if (file.empty()) return write_to_standard_output(text);
    const Target target = target_of(file);
    if (is_standard_output(target)) return write_to_standard_output(text);
    const bool alone = target.is_regular() && (!target.old || target.old->st_nlink == 1);
    if (alone && replace(target, file, text) == Replaced::done) return;
    write_in_place(target, file, text);
}

void check_output(const std::string& file) {
    if (!file.empty()) static_cast<void>(target_of(file));
}

void check_output_directory(const std::string& directory) {
    const auto refuse_directory = [&](int error) {
        refuse("output", "a directory that can be made or written",
               fmt::format("\"{}\" ({})", directory, reason(error)));
    };
    fs::path path = fs::absolute(directory).lexically_normal();
    std::error_code error;
    while (!fs::exists(path, error) && path.has_relative_path()) path = path.parent_path();
    if (!fs::is_directory(path, error)) refuse_directory(ENOTDIR);
    if (::access(path.c_str(), W_OK | X_OK) != 0) refuse_directory(errno);
}

}  // namespace stemgewicht
