import type { Translation } from "./message.ts";
import type { storageEnglish } from "./storage-english.ts";

/** What is said of files that cannot be kept, in Dutch. */
export const storageDutch: Pick<Translation, keyof typeof storageEnglish> = {
  "storage.region": "Opslag",
  "storage.disk-full":
    "Binnacle kan niet op de schijf schrijven: die is vol. Maak ruimte vrij en start Binnacle opnieuw.",
  "storage.locked":
    "Een ander programma houdt de bestanden van Binnacle bezet. Sluit dat programma en start Binnacle opnieuw.",
  "storage.read-only":
    "Binnacle mag zijn bestanden niet schrijven. Sta het schrijven in zijn map toe en start Binnacle opnieuw.",
  "storage.newer-version":
    "De bestanden van Binnacle zijn van een nieuwere versie en zijn niet aangeraakt. Installeer de nieuwste versie.",
  "storage.unknown":
    "Binnacle kan niet op de schijf schrijven. Controleer de schijf en start Binnacle opnieuw.",
  "storage.last-known":
    "U ziet de stand van {time}, {age} geleden, van voor de start van Binnacle. Het nieuwe wordt geladen.",
  "storage.lost.user":
    "Tot dan gaan instellingen en notities die u wijzigt verloren als Binnacle wordt gesloten.",
  "storage.lost.live":
    "Tot dan gaat verloren wat er bij de geschiedenis en de cijfers komt, als Binnacle wordt gesloten.",
  "storage.lost.both": "Tot dan gaat wat u wijzigt en wat erbij komt verloren als Binnacle wordt gesloten.",
  "storage.anew.user":
    "Het bestand met uw instellingen en notities was beschadigd. Het is apart bewaard; wat leesbaar was, staat hier.",
  "storage.anew.live":
    "Het bestand met de geschiedenis en de cijfers was beschadigd en is opnieuw gemaakt. Eerdere kunnen ontbreken.",
  "refusal.not-erased":
    "Binnacle kan nu niet op de schijf schrijven, dus er kan niets voorgoed worden gewist. Start het opnieuw zodra dat is verholpen.",
};
