import { randomUUID } from "node:crypto";
import type { BodyAndContentType, SessionDescriptionHandler } from "sip.js";
import type { AudioRequestInput } from "../../shared/contract/audio.ts";
import type { Clock } from "../support/clock.ts";
import type { AudioOwner, AudioPages, PeerWatcher } from "./audio-pages.ts";
import { createSerial } from "./serial.ts";
import { silentOffer } from "./silent-offer.ts";

/** SIP.js' view of a peer connection that lives in the page that owns the audio, wherever that is at the moment. */
export interface RemotePeer extends SessionDescriptionHandler {
  /** Makes its peer connection while the call rings, and the answer to this offer, so that the person need not wait for them. */
  prepare(offer: string | null): void;
  /** For the next description: whether to offer hold, and whether to look for a new network path. */
  plan(next: { hold: boolean; iceRestart: boolean }): void;
  /** Whether the microphone is stopped; kept when the peer moves to another page. */
  setSilent(silent: boolean): Promise<void>;
  /** Its page is gone or lost the audio: a new offer is needed for sound to come back. */
  isStranded(): boolean;
  /** Its name at the page that owns the audio; null: it is not there. */
  peerId(): string | null;
  /** Sends key presses with the sound; false where that cannot be. */
  sendDigits(digits: string): Promise<boolean>;
}

/** Longer than any page takes that is well. */
const SOUND_WITHIN_MS = 2_000;

/** How the sound of new peers is carried. */
export type MediaPreferences = Omit<AudioRequestInput<"peer.create">, "peerId">;

interface Place {
  readonly owner: AudioOwner;
  readonly peerId: string;
}

/**
 * Descriptions are made and applied one after the other, since SIP.js may begin one while another is on its way to the page. A
 * peer is created anew where the audio's owner changed, and where the remote side offers with another DTLS identity, which
 * a browser cannot take over on a live connection.
 */
export function createRemotePeer(options: {
  audio: AudioPages;
  media(): MediaPreferences;
  clock: Clock;
  /** Offers silence rather than waits for a page that has no sound. */
  mustGoOut: boolean;
  watcher: PeerWatcher;
  /** It is at another page from now on, under another name. */
  onPlaced(): void;
}): RemotePeer {
  const { audio, watcher, clock } = options;
  const inOrder = createSerial();
  let place: Place | null = null;
  /** Where an offer of ours was made that is not answered yet. */
  let offeredAt: Place | null = null;
  /** Theirs, until it is answered: both is one request to the page, since every way there and back keeps a caller waiting. */
  let offer: string | null = null;
  let offeredSilence = false;
  let remoteFingerprint: string | null = null;
  let next = { hold: false, iceRestart: false };
  let silent = false;
  let closed = false;
  let unwatch = () => {};

  const isCurrent = (at: Place) => at.owner === audio.owner();

  async function settle(): Promise<Place> {
    const owner = audio.owner();
    if (closed || !owner) throw new Error("no page has the audio");
    if (place?.owner === owner) return place;
    const created = { owner, peerId: randomUUID() };
    unwatch();
    unwatch = audio.watchPeer(created.peerId, watcher);
    await owner.ask("peer.create", { peerId: created.peerId, ...options.media() });
    place = created;
    if (closed) abandon();
    else options.onPlaced();
    return created;
  }

  function abandon() {
    unwatch();
    if (place && isCurrent(place)) {
      place.owner.ask("peer.close", { peerId: place.peerId }).catch(() => undefined);
    }
    place = null;
  }

  async function applyAnswer(at: Place, sdp: string) {
    offeredAt = null;
    try {
      if (isCurrent(at)) await at.owner.ask("peer.apply", { peerId: at.peerId, sdp, hold: next.hold });
    } catch (cause) {
      // SIP.js ends the call when an answer cannot be applied; one for a page that went is only late.
      if (isCurrent(at)) throw cause;
    }
  }

  async function answer(theirs: string): Promise<Place & { readonly sdp: string }> {
    const fingerprint = fingerprintIn(theirs);
    if (remoteFingerprint && fingerprint !== remoteFingerprint) abandon();
    const at = await settle();
    const { hold } = next;
    const { sdp } = await at.owner.ask("peer.answer", { peerId: at.peerId, sdp: theirs, hold });
    remoteFingerprint = fingerprint;
    return { ...at, sdp };
  }

  async function makeOffer(): Promise<Place & { readonly sdp: string }> {
    const at = await settle();
    const { sdp } = await at.owner.ask("peer.describe", { peerId: at.peerId, ...next });
    offeredAt = at;
    return { ...at, sdp };
  }

  async function describe(): Promise<BodyAndContentType> {
    const theirs = offer;
    offer = null;
    offeredAt = null;
    offeredSilence = false;
    const { owner, peerId, sdp } = theirs === null ? await makeOffer() : await answer(theirs);
    if (silent) await owner.ask("peer.silence", { peerId, silent });
    next = { ...next, iceRestart: false };
    return { body: sdp, contentType: "application/sdp" };
  }

  async function describeOrBeSilent(): Promise<BodyAndContentType> {
    const answers = offer !== null;
    const overtime = Promise.withResolvers<never>();
    const cancel = clock.after(SOUND_WITHIN_MS, () => overtime.reject(new Error("the page does not answer")));
    try {
      return await Promise.race([describe(), overtime.promise]);
    } catch (cause) {
      if (answers) throw cause;
      abandon();
      offeredSilence = true;
      return { body: silentOffer(), contentType: "application/sdp" };
    } finally {
      cancel();
    }
  }

  return {
    prepare(theirs) {
      const making = inOrder(async () => {
        if (place) return;
        const { owner, peerId } = await settle();
        if (theirs !== null) await owner.ask("peer.prepare", { peerId, sdp: theirs });
      });
      // What fails now is tried again, and told, when the call is answered.
      making.catch(() => undefined);
    },
    hasDescription: (contentType) => contentType === "application/sdp",
    getDescription: () => inOrder(() => (options.mustGoOut ? describeOrBeSilent() : describe())),
    setDescription: (sdp) =>
      inOrder(async () => {
        if (offeredSilence) {
          offeredSilence = false;
          return;
        }
        if (offeredAt) {
          await applyAnswer(offeredAt, sdp);
          remoteFingerprint = fingerprintIn(sdp);
        } else offer = sdp;
      }),
    rollbackDescription: () =>
      inOrder(async () => {
        const at = offeredAt ?? place;
        offeredAt = null;
        offer = null;
        // SIP.js ends the call when a rollback fails, and what is left of a peer that cannot roll back is made anew anyway.
        if (at && isCurrent(at)) {
          await at.owner.ask("peer.rollback", { peerId: at.peerId }).catch(() => undefined);
        }
      }),
    sendDtmf: () => false,
    close() {
      closed = true;
      abandon();
    },
    plan(wanted) {
      next = wanted;
    },
    async setSilent(wanted) {
      silent = wanted;
      if (place && isCurrent(place)) {
        await place.owner.ask("peer.silence", { peerId: place.peerId, silent });
      }
    },
    isStranded: () => !place || !isCurrent(place),
    peerId: () => (place && isCurrent(place) ? place.peerId : null),
    async sendDigits(digits) {
      if (!place || !isCurrent(place)) return false;
      const { sent } = await place.owner.ask("peer.digits", { peerId: place.peerId, digits });
      return sent;
    },
  };
}

const fingerprintIn = (sdp: string): string | null => /^a=fingerprint:\S+ (\S+)/m.exec(sdp)?.[1] ?? null;
