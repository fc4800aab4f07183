import { connectLink } from "../link/link.ts";
import { createAudioPage } from "./audio-page.ts";

/** Measurements with test tones need the microphone as it is: echo cancellation takes a tone that both sides send for an echo. */
const raw = new URLSearchParams(location.search).has("raw-microphone");

connectLink().lendAudio(createAudioPage({ raw }));
