import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Records the callers of the demo company into assets/voices with espeak-ng and sox, which have to be installed. */

interface Caller {
  readonly file: string;
  readonly voice: string;
  readonly pitch: number;
  readonly wordsPerMinute: number;
  readonly says: string;
}

const callers: readonly Caller[] = [
  {
    file: "nl-sanne-de-vries",
    voice: "nl+f2",
    pitch: 52,
    wordsPerMinute: 165,
    says: "Goedemiddag, u spreekt met Sanne de Vries. Ik heb een vraag over de factuur van vorige maand.",
  },
  {
    file: "nl-pieter-bakker",
    voice: "nl+m3",
    pitch: 40,
    wordsPerMinute: 160,
    says: "Hallo, met Pieter Bakker. Mijn bestelling zou gisteren komen, maar er is niets bezorgd.",
  },
  {
    file: "nl-fatima-el-idrissi",
    voice: "nl+f4",
    pitch: 60,
    wordsPerMinute: 170,
    says: "Goedemorgen, met Fatima El Idrissi. Ik zou graag iemand van de planning spreken over donderdag.",
  },
  {
    file: "nl-jan-willem-jansen",
    voice: "nl+m7",
    pitch: 32,
    wordsPerMinute: 155,
    says: "Dag, met Jan Willem Jansen. Ik sta bij uw magazijn, maar de poort is dicht.",
  },
  {
    file: "nl-anouk-visser",
    voice: "nl+f5",
    pitch: 66,
    wordsPerMinute: 175,
    says: "Hoi, je spreekt met Anouk Visser. Kan ik mijn afspraak van morgen verzetten naar volgende week?",
  },
  {
    file: "nl-henk-smit",
    voice: "nl+m5",
    pitch: 22,
    wordsPerMinute: 158,
    says: "Goedendag, Henk Smit hier. Ik werd net gebeld door dit nummer. Weet u waar het over ging?",
  },
  {
    file: "en-oliver-hughes",
    voice: "en-gb-x-rp+m1",
    pitch: 42,
    wordsPerMinute: 160,
    says: "Good morning, this is Oliver Hughes. Could you put me through to sales, please?",
  },
  {
    file: "en-priya-nair",
    voice: "en-gb+f3",
    pitch: 58,
    wordsPerMinute: 165,
    says: "Hello, my name is Priya Nair. I have a question about an invoice that I received yesterday.",
  },
  {
    file: "en-james-fraser",
    voice: "en-gb-scotland+m2",
    pitch: 34,
    wordsPerMinute: 155,
    says: "Hi, James Fraser speaking. My delivery has not arrived yet. Can somebody look into that?",
  },
  {
    file: "en-emma-clarke",
    voice: "en-gb-x-rp+f1",
    pitch: 64,
    wordsPerMinute: 168,
    says: "Good afternoon, Emma Clarke here. I am returning a call from your service desk.",
  },
  {
    file: "en-grace-walker",
    voice: "en-us+f5",
    pitch: 55,
    wordsPerMinute: 165,
    says: "Hi, this is Grace Walker. I would like to move my appointment to Friday, if that is possible.",
  },
  {
    file: "en-daniel-brooks",
    voice: "en-us+m6",
    pitch: 28,
    wordsPerMinute: 150,
    says: "Hello, Daniel Brooks calling. The machine that you repaired last week has stopped again.",
  },
];

const folder = join(import.meta.dirname, "../assets/voices");
const spoken = join(tmpdir(), `binnacle-voice-${process.pid}.wav`);
mkdirSync(folder, { recursive: true });
for (const { file, voice, pitch, wordsPerMinute, says } of callers) {
  const settings = ["-v", voice, "-p", String(pitch), "-s", String(wordsPerMinute), "-a", "80"];
  execFileSync("espeak-ng", [...settings, "-w", spoken, says]);
  const target = join(folder, `${file}.wav`);
  const trim = ["silence", "1", "0.02", "0.5%", "reverse", "silence", "1", "0.02", "0.5%", "reverse"];
  const telephone = ["highpass", "180", "lowpass", "3300", "norm", "-4", "dither", "pad", "0.2", "0.4"];
  // Repeatable (-R): the same words give the same file.
  execFileSync("sox", ["-R", spoken, "-r", "8000", "-b", "16", "-c", "1", target, ...trim, ...telephone]);
  console.log(`${file}: ${((statSync(target).size - 44) / 16_000).toFixed(1)} s`);
}
