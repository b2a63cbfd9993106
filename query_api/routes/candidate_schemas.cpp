// SPDX-License-Identifier: Apache-2.0
#include "query_api/routes.hpp"

namespace parcours {

std::vector<named_schema> candidate_schemas() {
    return {
        {"candidate", R"({"type":"object","properties":{"id":{"type":"string"},"identity":{"type":"object"},
            "contact":{"type":"object"},"state":{"type":"string"},"school":{"type":"string"},
            "opened_at":{"type":"string"},"opened_by":{"type":"string"},
            "sections":{"type":"object","additionalProperties":{"type":"object","properties":{
                "content":{"type":"object"},"by":{"type":"string"},"at":{"type":"string"}}}},
            "sensitive":{"type":"object"},"version":{"type":"integer"},"changed_at":{"type":"string"}}})"},
        {"candidates", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/candidate"}},
            "next":{"type":["string","null"]},"incomplete":{"$ref":"#/components/schemas/incomplete"}}})"},
        {"candidate_snapshot", R"({"type":"object","required":["complete"],"properties":{
            "complete":{"type":"boolean","description":"false: a name that must go with it is missing"},
            "headline":{"type":"object"},"snapshot":{"type":"object"}}})"},
        {"companions", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},
                "companion":{"type":"string"},"status":{"enum":["requested","linked"]},"origin":{"type":"string"},
                "since":{"type":"string"},"person":{"type":"object"}}}},"next":{"type":"null"},
            "incomplete":{"$ref":"#/components/schemas/incomplete"}}})"},
    };
}

}  // namespace parcours
