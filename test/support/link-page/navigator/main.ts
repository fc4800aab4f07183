import { embedPhoneAudio } from "../../../../src/renderer/link/embed-phone-audio.ts";
import { connectLink } from "../../../../src/renderer/link/link.ts";

/** The least window: it shows its link's state and follows the queues. */
const link = connectLink();
const show = (id: string, text: string) => {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
};
show("state", link.state());
link.onState((state) => show("state", state));
link.follow("queues", (queues) => show("queues", [...queues.keys()].join(" ")));
embedPhoneAudio();
