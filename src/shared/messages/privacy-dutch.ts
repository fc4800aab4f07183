import type { Translation } from "./message.ts";
import type { privacyEnglish } from "./privacy-english.ts";

/** The texts of what is kept and of what a person may ask of it, in Dutch. */
export const privacyDutch: Pick<Translation, keyof typeof privacyEnglish> = {
  "privacy.title": "Privacy",
  "privacy.open": "Privacy…",
  "privacy.kept": {
    one: "Op deze computer worden bewaard: wachtrijbezoeken, uw gesprekken en uw notities, {count} dag; daarna worden ze definitief verwijderd. Wat er in een gesprek wordt gezegd, wordt nooit bewaard, en er wordt niets aan derden gestuurd.",
    other:
      "Op deze computer worden bewaard: wachtrijbezoeken, uw gesprekken en uw notities, {count} dagen; daarna worden ze definitief verwijderd. Wat er in een gesprek wordt gezegd, wordt nooit bewaard, en er wordt niets aan derden gestuurd.",
  },
  "privacy.retention": "Aantal dagen dat gesprekken en notities worden bewaard",
  "privacy.retention.apply": "Toepassen",
  "privacy.retention.hint":
    "Bij een kortere tijd wordt wat ouder is meteen verwijderd. Onder 8 dagen kan niet met vorige week worden vergeleken.",
  "privacy.masking": "Nummers in gesprekken van anderen",
  "privacy.masking.show": "Tonen",
  "privacy.masking.hide-last-digits": "Laatste cijfers verbergen",
  "privacy.masking.hide-all": "Verbergen",
  "privacy.masking.hint": "Bij uw eigen gesprekken en bij alarmnummers wordt het nummer altijd getoond.",
  "privacy.who": "Exporteren of wissen: een nummer, of de naam van een collega",
  "privacy.who.meant": "Wie wordt bedoeld?",
  "privacy.who.none": "Typ een nummer of de naam van een collega.",
  "privacy.export": "Exporteren",
  "privacy.exported": "Opgeslagen als {file}.",
  "privacy.erase": "Wissen…",
  "privacy.erase.title": "Alles over {name} wissen?",
  "privacy.erase.number":
    "De gesprekken met dit nummer en de notities daarbij worden van deze computer verwijderd. Wachtrijbezoeken blijven meetellen, zonder het nummer. Dit kan niet ongedaan worden gemaakt.",
  "privacy.erase.colleague":
    "Uw gesprekken met deze collega en de notities daarbij worden van deze computer verwijderd. Wachtrijgesprekken blijven meetellen, zonder wie ze beantwoordde. De vermelding in de telefoonlijst is van de telefooncentrale en blijft. Dit kan niet ongedaan worden gemaakt.",
  "privacy.erase.confirm": "Definitief wissen",
  "privacy.erase.cancel": "Niet wissen",
  "privacy.erased.live": {
    one: "Er loopt nog {count} gesprek: daarvan wordt niets persoonlijks bewaard.",
    other: "Er lopen nog {count} gesprekken: daarvan wordt niets persoonlijks bewaard.",
  },
  "privacy.erased":
    "Gewist. Gesprekken: {history}. Notities: {notes}. Contacten: {contacts}. Wachtrijbezoeken die blijven meetellen: {visits}.",
};
