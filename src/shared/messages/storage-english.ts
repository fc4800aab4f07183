/** What is said of files that cannot be kept, in English. */
export const storageEnglish = {
  "storage.region": "Storage",
  "storage.disk-full": "Binnacle cannot write to its disk: it is full. Free some space and restart Binnacle.",
  "storage.locked":
    "Another program keeps the files of Binnacle to itself. Close that program and restart Binnacle.",
  "storage.read-only":
    "Binnacle is not allowed to write its files. Allow it to write in its folder and restart it.",
  "storage.newer-version":
    "The files of Binnacle come from a newer version and were left alone. Install the newest version.",
  "storage.unknown": "Binnacle cannot write to its disk. Check the disk and restart Binnacle.",
  "storage.last-known":
    "You see the state of {time}, {age} ago, from before Binnacle was started. What is new is being loaded.",
  "storage.lost.user": "Until then, settings and notes that you change are lost when Binnacle closes.",
  "storage.lost.live":
    "Until then, what is added to the history and the figures is lost when Binnacle closes.",
  "storage.lost.both": "Until then, what you change and what is added is lost when Binnacle closes.",
  "storage.anew.user":
    "The file with your settings and notes was damaged. It was set aside; what could be read of it is here.",
  "storage.anew.live":
    "The file with the history and the figures was damaged and was made anew. Earlier ones may be missing.",
  "refusal.not-erased":
    "Binnacle cannot write to its disk now, so nothing can be erased for good. Restart it once that is mended.",
} as const;
