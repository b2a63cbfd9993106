// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <span>

#include "tests/workload/chances.hpp"
#include "tests/workload/words.hpp"

namespace parcours::workload {
namespace {

using sentence_list = std::span<const std::string_view>;

constexpr std::array<std::string_view, 9> of_applications{
    "Bonjour, je souhaite rejoindre votre équipe et apprendre le métier à vos côtés.",
    "J'ai découvert votre offre avec mon référent et elle correspond à mon projet.",
    "Ponctuel et curieux, j'aime le travail bien fait et le contact avec les autres.",
    "Mon stage de troisième m'a donné envie de continuer dans cette voie.",
    "Je suis disponible dès septembre, à temps plein ou en alternance (3 jours / 2 jours).",
    "Je me déplace en bus ; l'arrêt « Hôtel-de-Ville » est à dix minutes de chez moi.",
    "Je serais heureux de vous présenter mon parcours lors d'un entretien.",
    "Mes enseignants soulignent ma persévérance et mon sens de l'entraide.",
    "Cordialement, et avec l'espoir de vous rencontrer bientôt."};
constexpr std::array<std::string_view, 5> of_answers{
    "Bonjour, nous avons bien reçu votre candidature et l'étudions avec attention.",
    "Votre profil nous intéresse ; nous revenons vers vous dans les prochains jours.",
    "Merci de l'intérêt que vous portez à notre établissement.",
    "Nous avons transmis votre dossier à la responsable de l'équipe.",
    "N'hésitez pas à nous signaler tout besoin d'aménagement de poste."};
constexpr std::array<std::string_view, 5> of_refusals{
    "Nous ne pouvons malheureusement pas donner une suite favorable à votre candidature.",
    "Le poste a été pourvu entre-temps, ce qui n'enlève rien à la qualité de votre dossier.",
    "Nous gardons votre candidature et vous recontacterons si une place se libère.",
    "Votre motivation est réelle ; une formation complémentaire vous aiderait beaucoup.",
    "Nous vous souhaitons une pleine réussite dans vos recherches."};
constexpr std::array<std::string_view, 4> of_meetings{
    "Rencontrons-nous pour parler de votre projet et vous faire visiter les locaux.",
    "Merci de vous présenter à l'accueil, de plain-pied, dix minutes avant l'heure.",
    "L'entretien durera environ une heure, en présence de la tutrice.",
    "Prévenez-nous si l'horaire ne vous convient pas : nous en trouverons un autre."};
constexpr std::array<std::string_view, 5> of_followups{
    "Peux-tu m'aider à reformuler le deuxième paragraphe de ma lettre ?",
    "J'ai relu ton message : pense à préciser tes dates de disponibilité.",
    "Nous en parlons jeudi à la permanence, salle B12.", "Bravo pour l'entretien, continue comme ça !",
    "Je n'ai pas encore eu de réponse, est-ce que je dois les relancer ?"};
constexpr std::array<std::string_view, 4> of_notes{"À rappeler après les congés ; bon contact au téléphone.",
                                                   "Voir avec l'atelier si un binôme est possible dès octobre.",
                                                   "Dossier solide, à proposer aussi à l'équipe de Saint-Nazaire.",
                                                   "Attend la réponse de son école pour le rythme d'alternance."};
constexpr std::array<std::string_view, 6> of_offers{
    "Au sein d'une équipe de huit personnes, vous participez aux tâches quotidiennes et progressez pas à pas.",
    "Poste ouvert aux personnes en situation de handicap, aménagements étudiés ensemble.",
    "Une tutrice formée vous accompagne pendant toute la durée du contrat.",
    "Horaires réguliers, restauration sur place, locaux accessibles.",
    "Aucune expérience exigée : la motivation et la curiosité comptent davantage.",
    "Rémunération selon la grille, prime de fin d'année, mutuelle."};
constexpr std::array<std::string_view, 4> of_sponsorships{
    "Je cherche une marraine ou un parrain pour mieux connaître le métier.",
    "Quelques rendez-vous dans l'année m'aideraient à préparer mes entretiens.",
    "Mon projet se précise, et vos conseils me seraient précieux.", "Je peux me libérer le mercredi après-midi."};

sentence_list sentences_of(topic about) {
    switch (about) {
        case topic::application: return of_applications;
        case topic::answer: return of_answers;
        case topic::refusal: return of_refusals;
        case topic::meeting: return of_meetings;
        case topic::followup: return of_followups;
        case topic::note: return of_notes;
        case topic::offer: return of_offers;
        case topic::sponsorship: return of_sponsorships;
    }
    return of_answers;
}

// Beyond the basic plane, joined emoji, and words that run from right to left with a mark of their own.
constexpr std::array<std::string_view, 6> extras{" 🙂",         " 👩‍💻 ♿", " 🇫🇷 ✨",
                                                 " (بالتوفيق)", " — שלום וברכה",    " ‏مرحبا‏ !"};

constexpr std::size_t characters_max = 1200;

std::size_t count(std::string_view text) {
    std::size_t found = 0;
    for (const char each : text) found += (static_cast<unsigned char>(each) & 0xC0U) != 0x80U ? 1 : 0;
    return found;
}

}  // namespace

std::string write_text(random_source& random, topic about) {
    const auto sentences = sentences_of(about);
    const double wanted = draw_log_normal(random, 180, 0.8);
    std::string text;
    std::size_t length = 0;
    do {
        const auto& next = draw_one(random, sentences);
        if (length + count(next) + 20 > characters_max) break;
        if (!text.empty()) text += draw_chance(random, 0.15) ? "\n\n" : " ";
        text += next;
        length = count(text);
    } while (length < 40 || static_cast<double>(length) < wanted);
    if (draw_chance(random, 0.12)) text += draw_one(random, extras);
    return text;
}

}  // namespace parcours::workload
