import type { DeviceChoice } from "../../shared/model/audio-devices.ts";
import type { Devices } from "./devices.ts";

export type Where = "speaker" | "ringer";

export interface Speakers {
  /** Plays there from now on, whatever comes to be chosen or connected. To be called again to give the place up. */
  place(element: HTMLMediaElement, where: Where): () => void;
  /** Plays once, where calls are heard or where it rings now; rejects where that cannot be. */
  playOnce(url: string, where: Where): Promise<void>;
  use(choice: DeviceChoice): Promise<void>;
  /** To be called when devices came or went: what is gone is replaced by the system's own. */
  devicesChanged(): Promise<void>;
}

/** Puts all that sounds in this page on the device that was chosen for it. */
export function createSpeakers(devices: Devices): Speakers {
  const placed = new Map<HTMLMediaElement, { readonly where: Where; steered: Promise<void> }>();
  let choice: DeviceChoice | null = null;

  const sinkOf = (where: Where) => devices.output(choice?.[where] ?? null);
  const volumeOf = (where: Where) => (where === "ringer" && choice ? choice.ringVolumePercent / 100 : 1);

  async function steer(element: HTMLMediaElement, where: Where) {
    element.volume = volumeOf(where);
    const sink = sinkOf(where);
    try {
      if (element.sinkId !== sink) await element.setSinkId(sink);
    } catch (cause) {
      // Rather heard elsewhere than not at all.
      console.error(`the ${where} is not used: ${cause}`);
      await element.setSinkId("").catch(() => undefined);
    }
  }

  /** One after the other, so that the last one counts. */
  function steerNext(element: HTMLMediaElement): Promise<void> {
    const place = placed.get(element);
    if (!place) return Promise.resolve();
    place.steered = place.steered.then(() => steer(element, place.where));
    return place.steered;
  }

  const steerAll = async () => {
    await Promise.all([...placed.keys()].map(steerNext));
  };

  return {
    place(element, where) {
      placed.set(element, { where, steered: Promise.resolve() });
      void steerNext(element);
      return () => placed.delete(element);
    },
    async playOnce(url, where) {
      const element = new Audio(url);
      element.volume = volumeOf(where);
      await element.setSinkId(sinkOf(where));
      await element.play();
    },
    use(next) {
      choice = next;
      return steerAll();
    },
    devicesChanged: steerAll,
  };
}
