/** As much of WebHID as it takes to ask a person for a headset. */
interface AskableHid {
  requestDevice(options: {
    readonly filters: readonly { readonly usagePage: number }[];
  }): Promise<readonly { readonly productName: string }[]>;
}

const TELEPHONY_PAGE = 0x0b;
const CHANNEL = "headset-granted";

/** Whether this window can ask for a headset at all: the browser knows how, and the host permits it. */
export const canAskForHeadset = (): boolean => findHid() !== null;

/**
 * Lets the person choose a headset with keys, which a browser permits to all pages of this origin, and tells the page that has the
 * audio. Answers its name; null: none was chosen. To be called where something was just pressed.
 */
export async function askForHeadset(): Promise<string | null> {
  const [device] =
    (await findHid<AskableHid>()?.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] })) ?? [];
  if (!device) return null;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
  return device.productName;
}

/** Hears that another headset may be used now, which the browser itself does not tell. */
export function onHeadsetGranted(listener: () => void): void {
  new BroadcastChannel(CHANNEL).addEventListener("message", listener);
}

/**
 * The browser's WebHID, as much of it as its caller knows; null where there is none, or where the host does not permit it to this page:
 * to ask all the same would be logged as an error.
 */
export function findHid<Hid extends object>(): Hid | null {
  const { hid = null } = navigator as Navigator & { readonly hid?: Hid };
  const { featurePolicy } = document as Document & {
    readonly featurePolicy?: { allowsFeature(feature: string): boolean };
  };
  return featurePolicy?.allowsFeature("hid") ? hid : null;
}
