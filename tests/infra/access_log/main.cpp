// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include <gtest/gtest.h>

#include "tests/infra/access_log/entries.hpp"

int main(int count, char** arguments) {
    if (count == 3 && std::string_view(arguments[1]) == parcours::child_option)
        return parcours::record_until_killed(arguments[2]);
    testing::InitGoogleTest(&count, arguments);
    return RUN_ALL_TESTS();
}
