/** The texts of what is kept and of what a person may ask of it, in English. */
export const privacyEnglish = {
  "privacy.title": "Privacy",
  "privacy.open": "Privacy…",
  "privacy.kept": {
    one: "On this computer are kept: queue visits, your calls and your notes, for {count} day; then they are removed for good. What is said in a call is never kept, and nothing is sent to third parties.",
    other:
      "On this computer are kept: queue visits, your calls and your notes, for {count} days; then they are removed for good. What is said in a call is never kept, and nothing is sent to third parties.",
  },
  "privacy.retention": "Days that calls and notes are kept",
  "privacy.retention.apply": "Apply",
  "privacy.retention.hint":
    "A shorter time removes what is older at once. Below 8 days nothing can be compared with last week.",
  "privacy.masking": "Numbers in other people’s calls",
  "privacy.masking.show": "Show",
  "privacy.masking.hide-last-digits": "Hide last digits",
  "privacy.masking.hide-all": "Hide",
  "privacy.masking.hint": "Your own calls, and emergency numbers, always show the number.",
  "privacy.who": "Export or erase: a number, or the name of a colleague",
  "privacy.who.meant": "Who is meant?",
  "privacy.who.none": "Type a number, or the name of a colleague.",
  "privacy.export": "Export",
  "privacy.exported": "Saved as {file}.",
  "privacy.erase": "Erase…",
  "privacy.erase.title": "Erase everything about {name}?",
  "privacy.erase.number":
    "The calls with this number and the notes of them are removed from this computer. Queue visits stay counted, without the number. This cannot be undone.",
  "privacy.erase.colleague":
    "Your calls with this colleague and the notes of them are removed from this computer. Queue calls stay counted, without who answered. The entry in the directory is the telephone system’s, and stays. This cannot be undone.",
  "privacy.erase.confirm": "Erase for good",
  "privacy.erase.cancel": "Do not erase",
  "privacy.erased.live": {
    one: "{count} call goes on now: nothing personal of it will be kept.",
    other: "{count} calls go on now: nothing personal of them will be kept.",
  },
  "privacy.erased":
    "Erased. Calls: {history}. Notes: {notes}. Contacts: {contacts}. Queue visits that stay counted: {visits}.",
} as const;
