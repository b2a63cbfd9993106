// SPDX-License-Identifier: Apache-2.0
#include "query_api/routes.hpp"

namespace parcours {
namespace {

named_schema application_schema() {
    return {"application", R"({"type":"object","description":"what the caller may not see is absent","properties":{
        "id":{"type":"string"},
        "status":{"enum":["draft","awaiting_validation","returned","visible","in_progress","refused","hired","not_hired",
            "withdrawn","cancelled"]},
        "kind":{"enum":["offer","spontaneous"]},"candidate":{"type":"string"},"organisation":{"type":"string"},
        "offer":{"type":"string"},"sent_at":{"type":"string","format":"date-time"},
        "received_at":{"type":"string","format":"date-time"},"viewed_at":{"type":"string","format":"date-time"},
        "ended_at":{"type":"string","format":"date-time"},"headline":{"$ref":"#/components/schemas/opened_object"},
        "version":{"type":"integer"},"changed_at":{"type":"string","format":"date-time"},
        "submitted_by":{"type":"string"},"began_at":{"type":"string","format":"date-time"},
        "documents":{"type":"array","items":{"type":"string"}},"message":{"$ref":"#/components/schemas/opened_text"},
        "snapshot":{"$ref":"#/components/schemas/opened_object"},"comment":{"$ref":"#/components/schemas/opened_text"},
        "return_reason":{"$ref":"#/components/schemas/opened_text"},
        "charge_message":{"$ref":"#/components/schemas/opened_text"},"reason_code":{"type":"string"},
        "outcome_message":{"$ref":"#/components/schemas/opened_text"},"contract":{"type":"string"},
        "start_date":{"$ref":"#/components/schemas/opened_text"},
        "withdraw_reason":{"$ref":"#/components/schemas/opened_text"},"cause":{"type":"string"},
        "meetings":{"type":"array","items":{"$ref":"#/components/schemas/meeting"}},
        "exchange":{"type":"array","items":{"$ref":"#/components/schemas/message"}},
        "allowed_actions":{"type":"array","items":{"type":"string"}}}})"};
}

named_schema meeting_schema() {
    return {"meeting",
            R"({"type":"object","properties":{"id":{"type":"string"},"mode":{"enum":["site","phone","video"]},
        "status":{"enum":["proposed","accepted","declined","cancelled","held","no_show"]},"sequence":{"type":"integer"},
        "proposed_by":{"type":"string"},"proposed_at":{"type":"string","format":"date-time"},
        "changed_at":{"type":"string","format":"date-time"},"starts_at":{"$ref":"#/components/schemas/opened_text"},
        "ends_at":{"$ref":"#/components/schemas/opened_text"},"time_zone":{"$ref":"#/components/schemas/opened_text"},
        "place":{"$ref":"#/components/schemas/opened_text"},"message":{"$ref":"#/components/schemas/opened_text"},
        "answer":{"$ref":"#/components/schemas/opened_text"}}})"};
}

}  // namespace

std::vector<named_schema> application_schemas() {
    return {
        {"erased", R"({"type":"object","required":["erased"],"properties":{"erased":{"const":true}}})"},
        {"opened_text", R"({"anyOf":[{"type":"string"},{"$ref":"#/components/schemas/erased"}]})"},
        {"opened_object", R"({"anyOf":[{"type":"object"},{"$ref":"#/components/schemas/erased"}]})"},
        application_schema(),
        meeting_schema(),
        {"application_list", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/application"}},
            "next":{"type":["string","null"]},"incomplete":{"$ref":"#/components/schemas/incomplete"}}})"},
        {"message", R"({"type":"object","required":["id","thread","author","sent_at","text"],"properties":{
            "id":{"type":"string"},"thread":{"enum":["followup","exchange","private_note"]},"author":{"type":"string"},
            "sent_at":{"type":"string","format":"date-time"},"text":{"$ref":"#/components/schemas/opened_text"}}})"},
        {"message_list", R"({"type":"object","required":["items","next"],"properties":{
            "items":{"type":"array","items":{"$ref":"#/components/schemas/message"}},"next":{"type":["string","null"]}}})"},
        {"history", R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{
            "type":"object","required":["id","type","version","at","fields"],"properties":{"id":{"type":"string"},
            "type":{"type":"string"},"version":{"type":"integer","description":"counts what the caller may see"},
            "at":{"type":"string","format":"date-time"},"role":{"type":"string"},"by":{"type":"string"},
            "fields":{"type":"object","description":"of the event, those that the caller may read"}}}},
            "next":{"type":["string","null"]}}})"},
    };
}

}  // namespace parcours
