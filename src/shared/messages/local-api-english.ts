/** The texts of the local API's dialog in English. */
export const localApiEnglish = {
  "local-api.title": "Local API",
  "local-api.open": "Local API…",
  "local-api.lead":
    "Scripts and other programs on this computer can do here what you do, and see what you see. No other computer can reach it.",
  "local-api.off": "The local API is off.",
  "local-api.on": "The local API is on.",
  "local-api.address": "Address",
  "local-api.token": "Token",
  "local-api.token.hint":
    "Copy it now: it is shown this once and is stored nowhere. Whoever has it can make calls in your name.",
  "local-api.copy.address": "Copy address",
  "local-api.copy.token": "Copy token",
  "local-api.copied": "Copied.",
  "local-api.switch-on": "Switch on",
  "local-api.switch-off": "Switch off",
  "local-api.new-token": "New token",
  "local-api.new-token.hint": "A new token ends the connections of programs that use the old one.",
} as const;
