#include "study_fields.hpp"

#include <fmt/format.h>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

namespace stemgewicht::detail {

std::vector<std::string> StudyFields::texts(const toml::table& table, const std::string& key,
                                            const std::string& path) const {
    const toml::node* node = table.get(key);
    if (node && node->is_string()) return {*node->value<std::string>()};
    std::vector<std::string> list = reader.texts(table, key, path);
    if (node && list.empty()) reader.wrong(path + key, "a text, or a list of one or more", node);
    return list;
}

std::int64_t StudyFields::whole(const toml::node* node, const std::string& field, std::int64_t least,
                                std::int64_t most) const {
    const auto value = node && node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (!value || *value < least || *value > most)
        reader.wrong(field, fmt::format("a whole number, {} to {}", least, most), node);
    return *value;
}

double StudyFields::real(const toml::table& table, const std::string& key, const std::string& path,
                         double otherwise) const {
    const toml::node* node = table.get(key);
    if (!node) return otherwise;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value)) reader.wrong(path + key, "a number", node);
    return *value;
}

SweepValue StudyFields::value_of(const toml::node& node, const std::string& field) const {
    if (node.is_integer()) return *node.value<std::int64_t>();
    if (node.is_floating_point() && std::isfinite(*node.value<double>())) return *node.value<double>();
    if (node.is_string()) return *node.value<std::string>();
    reader.wrong(field, "a number or a text", &node);
}

const toml::table* StudyFields::table_of(const toml::table& file, const std::string& name) const {
    const toml::node* node = file.get(name);
    if (node && !node->is_table()) reader.wrong(name, fmt::format("a table, [{}]", name), node);
    return node ? node->as_table() : nullptr;
}

namespace {

nlohmann::json canonical(const toml::node& node) {
    if (const toml::table* table = node.as_table()) {
        auto object = nlohmann::json::object();
        for (const auto& [key, value] : *table) object[std::string(key.str())] = canonical(value);
        return object;
    }
    if (const toml::array* list = node.as_array()) {
        auto values = nlohmann::json::array();
        for (const toml::node& value : *list) values.push_back(canonical(value));
        return values;
    }
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* whole = node.as_integer()) return whole->get();
    if (const auto* real = node.as_floating_point()) return nlohmann::json::array({"real", shortest(real->get())});
    if (const auto* truth = node.as_boolean()) return truth->get();
    return "a date or time";
}

}  // namespace

std::string study_hash(const toml::table& file, const SweepFiles& files, std::string_view shipped) {
    const nlohmann::json content{
        {"study", canonical(file)}, {"files", files}, {"board", shipped}, {"results_version", sweep_results_version}};
    const boost::uuids::name_generator_sha1 generator(boost::uuids::ns::oid());
    return to_string(generator(content.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)));
}

}  // namespace stemgewicht::detail
