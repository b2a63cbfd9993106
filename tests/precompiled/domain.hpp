// SPDX-License-Identifier: Apache-2.0
// What nearly every test of commands, folds and reads includes beside precompiled.hpp.
#pragma once

#include "commands/facts.hpp"
#include "events/all_streams.hpp"
#include "projections/all_projections.hpp"
