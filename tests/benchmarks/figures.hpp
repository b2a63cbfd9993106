// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace parcours {

// What is reported: what one benchmark measured, and what part that is of what another measured in the same run.
struct figure {
    std::string name;
    std::string benchmark;
    std::string unit;      // ending in "/s": the benchmark's items a second; "ns": its real time
    std::string of;        // the other benchmark; empty: no ratio
    double ratio_min = 0;  // the goal of the ratio; 0: none
};

// Each registers its benchmarks and adds its figures: one for each area.
void add_bare_commit_figures(std::vector<figure>& all);
void add_commit_figures(std::vector<figure>& all);
void add_decide_figures(std::vector<figure>& all);
void add_embedded_log_figures(std::vector<figure>& all);
void add_journal_figures(std::vector<figure>& all);
void add_kafka_log_figures(std::vector<figure>& all);  // none without PARCOURS_KAFKA_BOOTSTRAP
void add_rebuild_figures(std::vector<figure>& all);
void add_vault_figures(std::vector<figure>& all);

}  // namespace parcours
