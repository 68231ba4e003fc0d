#include <stemgewicht/core/numeric/definitions/beta_quantile.hpp>
#include <stemgewicht/core/numeric/definitions/distributions.hpp>
#include <stemgewicht/core/numeric/definitions/quadrature.hpp>
#include <stemgewicht/models/laws/definitions/finer_laws.hpp>
#include <stemgewicht/models/laws/definitions/law_mixture.hpp>
#include <stemgewicht/models/laws/definitions/model_laws.hpp>
#include <stemgewicht/models/laws/definitions/normal_nodes.hpp>
#include <stemgewicht/models/laws/definitions/rational_laws.hpp>
