import type { contactsEnglish } from "./contacts-english.ts";
import type { Translation } from "./message.ts";

/** The texts of contacts, favourites and remarks on colleagues in Dutch. */
export const contactsDutch: Pick<Translation, keyof typeof contactsEnglish> = {
  "favourites.title": "Favorieten",
  "favourites.none": "Nog niemand bij de hand: kies iemand en voeg die toe.",
  "favourites.add": "Aan favorieten toevoegen",
  "favourites.remove": "Uit favorieten verwijderen",
  "favourites.group": "Groep",
  "favourites.added": "{name} is nu een favoriet",
  "favourites.moved": "{name} is nu favoriet {place} van {count}",
  "favourites.moved-in-group": "{name} is nu favoriet {place} van {count}, in de groep {group}",
  "colleague-note.label": "Opmerking, zoals ‘terug om 14:00’",
  "contacts.contact": "contact",
  "contacts.numbers": "Nummers",
  "contacts.title": "Contacten",
  "contacts.open": "Contacten…",
  "contacts.lead":
    "Importeer een adresboek: een CSV-bestand uit een rekenblad of mailprogramma, of vCards. Het blijft op deze computer.",
  "contacts.choose-file": "Bestand kiezen…",
  "contacts.file-unreadable":
    "In dit bestand zijn geen contacten te vinden. Het moet CSV zijn met koppen op de eerste regel, of vCard.",
  "contacts.columns": "Wat de kolommen bevatten",
  "contacts.field.name": "Naam",
  "contacts.field.first-name": "Voornaam",
  "contacts.field.last-name": "Achternaam",
  "contacts.field.company": "Bedrijf",
  "contacts.field.department": "Afdeling",
  "contacts.field.email": "E-mail",
  "contacts.field.number": "Telefoonnummer",
  "contacts.field.ignored": "Niet importeren",
  "contacts.preview": "De eerste contacten",
  "contacts.preview.none":
    "Geen van de eerste regels is een contact. Er is een naam of bedrijf en een telefoonnummer nodig.",
  "contacts.import": "Importeren",
  "contacts.importing": "Importeren: {percent} %",
  "contacts.imports": "Geïmporteerd",
  "contacts.import.counts": "{added} nieuw, {updated} bijgewerkt, {leftOut} overgeslagen",
  "contacts.import.reading": "niet afgemaakt",
  "contacts.undo": "Ongedaan maken",
  "contacts.undo.hint": "Alleen de laatste import kan ongedaan worden gemaakt",
  "contacts.problems": {
    one: "{count} contact is overgeslagen",
    other: "{count} contacten zijn overgeslagen",
  },
  "contacts.problem.line": "Regel {line}: {problem}",
  "contacts.problem.no-name": "geen naam en geen bedrijf",
  "contacts.problem.no-number": "geen telefoonnummer",
  "contacts.problem.not-a-number": "wat een telefoonnummer moet zijn, is er geen",
  "contacts.problem.too-long": "een tekst is langer dan 200 tekens",
  "contacts.problem.not-ended": "het bestand eindigt midden in een contact",
};
