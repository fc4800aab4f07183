import type { AudioDevices } from "../../shared/model/audio-devices.ts";
import type { PhoneCall } from "../../shared/model/calls.ts";
import { isEmergencyNumber } from "../../shared/model/emergency-numbers.ts";
import type { Phone, Settings } from "../../shared/model/product-state.ts";
import { refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createAudioPages } from "./audio-pages.ts";
import type { CallControl, PhoneAccount } from "./call-control.ts";
import { createCalls } from "./calls.ts";
import type { OnFailed } from "./live-call.ts";
import { checkReadiness } from "./ready-check.ts";
import { createRegistration, type Registration } from "./registration.ts";

/**
 * The built-in phone: SIP here, sound in a page. `onCalls` gets the whole list at every change, `onPhone` the health of
 * registration and audio, `onDevices` what is connected where the audio is.
 */
export function createSoftphone(options: {
  clock: Clock;
  log: Log;
  settings(): Pick<Settings, "hideNumber" | "codec" | "stunServer">;
  onCalls(calls: readonly PhoneCall[]): void;
  /** Before the call is gone from the list, or just after. */
  onFailed: OnFailed;
  onPhone(phone: Phone): void;
  onDevices(connected: Pick<AudioDevices, "inputs" | "outputs">): void;
}): CallControl {
  const { clock, log, settings } = options;
  let registration: Registration | null = null;
  let account: PhoneAccount | null = null;
  let phone: Phone = {
    registration: "none",
    audio: "none",
    reason: null,
    canPark: false,
    canLeaveVoicemail: false,
    canPickUp: false,
  };

  function report(change: Partial<Phone>) {
    phone = { ...phone, ...change };
    options.onPhone(phone);
  }

  const audio = createAudioPages({
    log,
    onOwner: () => calls.audioMoved(),
    onState: () => report({ audio: audio.state() }),
    onDevices: () => options.onDevices(audio.devices()),
    onKey: (key) => calls.press(key),
  });
  const calls = createCalls({
    audio,
    media,
    clock,
    log,
    onChange: options.onCalls,
    onFailed: options.onFailed,
  });

  function media() {
    const { codec, stunServer } = settings();
    const stun = stunServer === "" ? [] : [{ urls: `stun:${stunServer}` }];
    return { codec, iceServers: [...stun, ...(account?.iceServers ?? [])] };
  }

  /** An emergency number is tried also where the exchange was not heard of lately. */
  function agentFor(number: string) {
    if (!registration) return null;
    const isReady = phone.registration === "registered" || isEmergencyNumber(number);
    return isReady ? registration.userAgent : null;
  }
  const notReady = () => refused("no-phone", phone.reason ?? "not registered");

  function registrationChanged(state: Phone["registration"], reason: string | null) {
    log.info("softphone", reason === null ? state : `${state}: ${reason}`);
    report({ registration: state, reason });
    if (state === "registered") calls.signallingBack();
    if (state === "registering") calls.signallingLost();
  }

  async function signOut() {
    const leaving = registration;
    registration = null;
    account = null;
    if (leaving) {
      calls.endAll();
      await leaving.stop();
      report({
        registration: "none",
        reason: null,
        canPark: false,
        canLeaveVoicemail: false,
        canPickUp: false,
      });
    }
    return success(undefined);
  }

  return {
    async signIn(signedIn) {
      while (registration) await signOut();
      const started = createRegistration({
        account: signedIn,
        clock,
        descriptionHandlerFactory: calls.descriptionHandlerFactory,
        onInvite: calls.incoming,
        onChange(state, reason) {
          if (registration === started) registrationChanged(state, reason);
        },
      });
      if (!started) return refused("phone-failed", "not a SIP address");
      registration = started;
      account = signedIn;
      report({
        canPark: signedIn.parkNumber !== null,
        canPickUp: signedIn.pickUpPrefix !== null,
        canLeaveVoicemail: signedIn.voicemailPrefix !== null,
      });
      return started.start();
    },
    signOut,
    async dial(number, name, hideNumber = settings().hideNumber) {
      const userAgent = agentFor(number);
      return userAgent ? calls.dial(userAgent, { number, name, hideNumber }) : notReady();
    },
    async consult(phoneCallId, target) {
      const userAgent = agentFor(target.number);
      return userAgent ? calls.consult(userAgent, phoneCallId, target, settings().hideNumber) : notReady();
    },
    async pickUp({ number, name }) {
      const prefix = account?.pickUpPrefix;
      if (!prefix) return refused("not-licensed");
      const dialled = prefix + number;
      const userAgent = agentFor(dialled);
      const hideNumber = settings().hideNumber;
      return userAgent ? calls.dial(userAgent, { number: dialled, name, hideNumber }) : notReady();
    },
    cancelConsult: calls.cancelConsult,
    connect: calls.connect,
    conference: calls.conference,
    sendDigits: calls.sendDigits,
    async park(phoneCallId) {
      const number = account?.parkNumber;
      return number
        ? calls.transferToService(phoneCallId, { number, name: number })
        : refused("not-licensed");
    },
    async leaveVoicemail(phoneCallId, { number, name }) {
      const prefix = account?.voicemailPrefix;
      return prefix
        ? calls.transferToService(phoneCallId, { number: prefix + number, name })
        : refused("not-licensed");
    },
    setDevices: (choice) => audio.keep("devices.use", choice),
    async tryDevice(where) {
      const owner = audio.owner();
      if (!owner) return refused("no-phone", "no page has the audio");
      return owner.ask("devices.try", { where }).then(
        () => success(undefined),
        (cause: unknown) => refused("failed", String(cause)),
      );
    },
    check: () =>
      checkReadiness({
        audio,
        clock,
        registration: phone.registration,
        userAgent: registration?.userAgent ?? null,
      }),
    answer: calls.answer,
    answerByItself: calls.answerByItself,
    hangUp: calls.hangUp,
    hold: calls.hold,
    resume: calls.resume,
    mute: calls.mute,
    transfer: calls.transfer,
    expectCall: calls.expectCall,
    attachAudio: audio.attach,
    lookAgain: () => registration?.lookAgain(),
    close: async () => void (await signOut()),
  };
}
