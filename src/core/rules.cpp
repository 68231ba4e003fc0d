#include <stemgewicht/rules/definitions/coalition_list.hpp>
#include <stemgewicht/rules/definitions/composite.hpp>
#include <stemgewicht/rules/definitions/position.hpp>
#include <stemgewicht/rules/definitions/rule.hpp>
#include <stemgewicht/rules/definitions/transform.hpp>
#include <stemgewicht/rules/definitions/weighted.hpp>
