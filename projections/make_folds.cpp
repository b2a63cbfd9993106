// SPDX-License-Identifier: Apache-2.0
#include "projections/make_folds.hpp"

#include "projections/all_projections.hpp"
#include "projections/make_fold.hpp"

namespace parcours {
namespace {

template <projection... P>
std::vector<std::unique_ptr<fold>> make_each(type_list<P...>) {
    std::vector<std::unique_ptr<fold>> all;
    (all.push_back(make_fold<P>()), ...);
    return all;
}

}  // namespace

std::vector<std::unique_ptr<fold>> make_folds() { return make_each(all_projections{}); }

}  // namespace parcours
