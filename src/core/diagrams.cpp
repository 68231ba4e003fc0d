#include <stemgewicht/methods/diagrams/definitions/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/definitions/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/definitions/shift_diagram.hpp>
#include <stemgewicht/methods/layers/definitions/block_law.hpp>
