#include <stemgewicht/core/definitions/check.hpp>
#include <stemgewicht/core/definitions/estimate.hpp>
#include <stemgewicht/core/definitions/grouping.hpp>
#include <stemgewicht/core/definitions/interrupt.hpp>
#include <stemgewicht/core/definitions/member_pairs.hpp>
#include <stemgewicht/core/definitions/memory.hpp>
#include <stemgewicht/core/numeric/definitions/stop_point.hpp>
#include <stemgewicht/core/numeric/definitions/symmetric_eigen.hpp>
