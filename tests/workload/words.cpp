// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/words.hpp"

#include <array>

#include <fmt/format.h>

#include "tests/workload/chances.hpp"

namespace parcours::workload {
namespace {

constexpr std::array<std::string_view, 56> first_names{
    "Élodie",        "Anaïs",     "Chloé",   "Inès",       "Léa",      "Manon",   "Camille", "Zoé",
    "Aïcha",         "Fatoumata", "Sarah",   "Jade",       "Maëlys",   "Noémie",  "Océane",  "Clara",
    "Éva",           "Salomé",    "Yasmine", "Marie-Ange", "Lina",     "Gaëlle",  "Solène",  "Agnès",
    "Hélène",        "Thaïs",     "Lucas",   "Hugo",       "Théo",     "Mathéo",  "Jérémy",  "Loïc",
    "Raphaël",       "Gaël",      "Noël",    "Rémi",       "Yanis",    "Mohamed", "Enzo",    "Nathan",
    "Clément",       "Maxime",    "Kévin",   "Anthony",    "Aurélien", "Benoît",  "Cédric",  "François",
    "Jean-Baptiste", "Malo",      "Ewen",    "Ousmane",    "Mamadou",  "Tanguy",  "Killian", "Stéphane"};
constexpr std::array<std::string_view, 56> last_names{
    "Martin",   "Bernard", "Thomas",   "Petit",     "Robert",   "Richard", "Durand",   "Dubois",
    "Moreau",   "Laurent", "Simon",    "Michel",    "Lefèvre",  "Leroy",   "Roux",     "David",
    "Bertrand", "Morel",   "Fournier", "Girard",    "Bonnet",   "Dupont",  "Lambert",  "Fontaine",
    "Rousseau", "Vincent", "Müller",   "Lefebvre",  "Faure",    "André",   "Mercier",  "Blanc",
    "Guérin",   "Boyer",   "Garnier",  "Chevalier", "François", "Legrand", "Gauthier", "García",
    "Perrin",   "Robin",   "Clément",  "Morin",     "Nicolas",  "Henry",   "Le Goff",  "Traoré",
    "Diallo",   "Benali",  "Nguyen",   "D'Angelo",  "Bénard",   "Hervé",   "Lemaître", "Œuvrard"};

// Letters with marks, as the reserved addresses spell them.
struct spelling {
    std::string_view letter;
    std::string_view ascii;
};
constexpr std::array<spelling, 22> spellings{{{"é", "e"},  {"è", "e"},  {"ê", "e"}, {"ë", "e"}, {"É", "e"}, {"à", "a"},
                                              {"â", "a"},  {"ç", "c"},  {"Ç", "c"}, {"ï", "i"}, {"î", "i"}, {"í", "i"},
                                              {"ô", "o"},  {"ö", "o"},  {"û", "u"}, {"ù", "u"}, {"ü", "u"}, {"ÿ", "y"},
                                              {"œ", "oe"}, {"Œ", "oe"}, {"ñ", "n"}, {"á", "a"}}};

std::string ascii_of(std::string_view text) {
    std::string found;
    while (!text.empty()) {
        const char letter = text.front();
        if (static_cast<unsigned char>(letter) < 0x80) {
            if (letter >= 'a' && letter <= 'z') found += letter;
            if (letter >= 'A' && letter <= 'Z') found += static_cast<char>(letter - 'A' + 'a');
            if (letter == '-') found += '-';
            text.remove_prefix(1);
            continue;
        }
        for (const auto& each : spellings)
            if (text.substr(0, each.letter.size()) == each.letter) found += each.ascii;
        text.remove_prefix(1);
        while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0U) == 0x80U) text.remove_prefix(1);
    }
    return found;
}

constexpr std::array<occupation, 14> occupations{{
    {"Développeuse ou développeur web", "M1805", {"HTML et CSS", "JavaScript", "accessibilité numérique"}, "BTS SIO"},
    {"Assistant comptable", "M1203", {"saisie comptable", "tableur", "rapprochement bancaire"}, "Bac pro AGOrA"},
    {"Vendeuse en boulangerie", "D1106", {"accueil", "encaissement", "hygiène alimentaire"}, "CAP équipier polyvalent"},
    {"Aide-soignant", "J1501", {"écoute", "soins d'hygiène", "travail d'équipe"}, "Diplôme d'État d'aide-soignant"},
    {"Chargée d'accueil", "M1601", {"accueil téléphonique", "bureautique", "anglais"}, "Bac pro MA"},
    {"Cuisinier", "G1602", {"préparation froide", "plonge", "règles HACCP"}, "CAP cuisine"},
    {"Technicienne de maintenance", "I1304", {"lecture de plans", "électricité", "hydraulique"}, "BTS maintenance"},
    {"Graphiste", "E1205", {"mise en page", "retouche d'images", "typographie"}, "BUT MMI"},
    {"Préparateur de commandes", "N1103", {"conduite de chariots", "inventaire", "rigueur"}, "Titre professionnel"},
    {"Conseillère clientèle", "C1206", {"relation client", "conformité", "négociation"}, "BTS Banque"},
    {"Paysagiste", "A1203", {"taille", "plantation", "conduite d'engins légers"}, "CAPA jardinier"},
    {"Analyste de données", "M1403", {"SQL", "Python", "visualisation"}, "Licence de mathématiques"},
    {"Éducateur sportif adapté", "G1204", {"pédagogie", "premiers secours", "handisport"}, "BPJEPS"},
    {"Agente administrative", "M1602", {"classement", "rédaction", "traitement de texte"}, "Bac STMG"},
}};
constexpr std::array<town, 12> towns{{{"Nantes", "44"},
                                      {"Saint-Nazaire", "44"},
                                      {"Angers", "49"},
                                      {"Le Mans", "72"},
                                      {"Laval", "53"},
                                      {"La Roche-sur-Yon", "85"},
                                      {"Cholet", "49"},
                                      {"Rennes", "35"},
                                      {"Paris", "75"},
                                      {"Orléans", "45"},
                                      {"Besançon", "25"},
                                      {"Nîmes", "30"}}};
constexpr std::array<std::string_view, 12> company_words{
    "Ateliers", "Boulangeries", "Transports", "Maison",  "Société nouvelle", "Établissements",
    "Clinique", "Numérique",    "Énergies",   "Jardins", "Logistique",       "Assurances"};
constexpr std::array<std::string_view, 12> company_places{
    "de l'Erdre", "du Maine", "de l'Océan",  "Saint-Félix", "de la Loire",   "Beaulieu",
    "des Mauges", "de l'Île", "du Vignoble", "Atlantique",  "de la Mayenne", "du Pays d'Auge"};
constexpr std::array<std::string_view, 8> sectors{"62.01Z", "10.71C", "86.10Z", "49.41A",
                                                  "65.12Z", "81.30Z", "56.10A", "35.14Z"};
constexpr std::array<std::string_view, 6> adjustments{
    "poste de travail réglable en hauteur", "temps partiel le temps de prendre le rythme",
    "logiciel de lecture d'écran",          "interprète en langue des signes pour les réunions",
    "consignes écrites plutôt qu'orales",   "place de stationnement proche de l'entrée"};

}  // namespace

std::string draw_first_name(random_source& random) { return std::string(draw_one(random, first_names)); }
std::string draw_last_name(random_source& random) { return std::string(draw_one(random, last_names)); }

std::string make_email(std::string_view first_name, std::string_view last_name, std::size_t number) {
    constexpr std::array<std::string_view, 4> domains{"example.org", "example.com", "example.net", "mail.example"};
    return fmt::format("{}.{}.{}@{}", ascii_of(first_name), ascii_of(last_name), number, domains[number % 4]);
}

// From the ranges that are kept for fiction (ARCEP): 06 39 98 00 00 to 06 39 98 99 99.
std::string draw_phone(random_source& random) {
    return fmt::format("+33 6 39 98 {:02} {:02}", random.below(100), random.below(100));
}
std::string draw_postcode(random_source& random) {
    return fmt::format("{}{:03}", draw_town(random).departement, random.below(100) * 10);
}

const occupation& draw_occupation(random_source& random) { return draw_one(random, occupations); }
const town& draw_town(random_source& random) { return draw_one(random, towns); }
std::string draw_company_name(random_source& random, std::size_t number) {
    return fmt::format("{} {} {}", draw_one(random, company_words), draw_one(random, company_places), number);
}
std::string_view draw_sector(random_source& random) { return draw_one(random, sectors); }
std::string_view draw_adjustment(random_source& random) { return draw_one(random, adjustments); }

namespace {

int sum_by_luhn(std::string_view digits) {
    int sum = 0;
    bool twice = false;
    for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
        const int value = (digits[i] - '0') * (twice ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return sum;
}

}  // namespace

std::string draw_siret(random_source& random, bool la_poste) {
    std::string digits = la_poste ? "356000000" : "";
    while (digits.size() < 13) digits += static_cast<char>('0' + random.below(10));
    if (digits.front() == '0') digits.front() = '7';
    for (char last = '0'; last <= '9'; ++last) {
        const std::string tried = digits + last;
        int plain = 0;
        for (const char each : tried) plain += each - '0';
        const bool sound = sum_by_luhn(tried) % 10 == 0;
        if (la_poste ? plain % 5 == 0 && !sound : sound) return tried;
    }
    return draw_siret(random, la_poste);
}

}  // namespace parcours::workload
