import { connectLink } from "../link/link.ts";
import { createAudioPage } from "./audio-page.ts";

connectLink().lendAudio(createAudioPage());
