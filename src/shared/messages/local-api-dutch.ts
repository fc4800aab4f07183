import type { localApiEnglish } from "./local-api-english.ts";
import type { Translation } from "./message.ts";

/** The texts of the local API's dialog in Dutch. */
export const localApiDutch: Pick<Translation, keyof typeof localApiEnglish> = {
  "local-api.title": "Lokale API",
  "local-api.open": "Lokale API…",
  "local-api.lead":
    "Scripts en andere programma’s op deze computer kunnen hier wat u kunt, en zien wat u ziet. Vanaf andere computers is dit niet bereikbaar.",
  "local-api.off": "De lokale API staat uit.",
  "local-api.on": "De lokale API staat aan.",
  "local-api.address": "Adres",
  "local-api.token": "Token",
  "local-api.token.hint":
    "Kopieer het nu: het wordt alleen nu getoond en nergens bewaard. Wie het heeft, kan in uw naam bellen.",
  "local-api.copy.address": "Adres kopiëren",
  "local-api.copy.token": "Token kopiëren",
  "local-api.copied": "Gekopieerd.",
  "local-api.switch-on": "Aanzetten",
  "local-api.switch-off": "Uitzetten",
  "local-api.new-token": "Nieuw token",
  "local-api.new-token.hint":
    "Een nieuw token verbreekt de verbindingen van programma’s die het oude gebruiken.",
};
