import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Phone } from "../../shared/model/product-state.ts";
import { refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createAudioPages } from "./audio-pages.ts";
import type { CallControl } from "./call-control.ts";
import { createCalls } from "./calls.ts";
import { createRegistration, type Registration } from "./registration.ts";

/**
 * The built-in phone: SIP here, sound in a page. `onCalls` gets the whole list at every change, `onPhone` the health of
 * registration and audio.
 */
export function createSoftphone(options: {
  clock: Clock;
  log: Log;
  onCalls(calls: readonly PhoneCall[]): void;
  onPhone(phone: Phone): void;
}): CallControl {
  const { clock, log } = options;
  let registration: Registration | null = null;
  let phone: Phone = { registration: "none", audio: "none", reason: null, canPark: false };

  function report(change: Partial<Phone>) {
    phone = { ...phone, ...change };
    options.onPhone(phone);
  }

  const audio = createAudioPages({
    log,
    onOwner: () => calls.audioMoved(),
    onState: () => report({ audio: audio.state() }),
  });
  const calls = createCalls({ audio, clock, log, onChange: options.onCalls });

  function registrationChanged(state: Phone["registration"], reason: string | null) {
    log.info("softphone", reason === null ? state : `${state}: ${reason}`);
    report({ registration: state, reason });
    if (state === "registered") calls.signallingBack();
  }

  async function signOut() {
    const leaving = registration;
    registration = null;
    if (leaving) {
      calls.endAll();
      await leaving.stop();
      report({ registration: "none", reason: null });
    }
    return success(undefined);
  }

  return {
    async signIn(account) {
      while (registration) await signOut();
      const started = createRegistration({
        account,
        clock,
        descriptionHandlerFactory: calls.descriptionHandlerFactory,
        onInvite: calls.incoming,
        onChange(state, reason) {
          if (registration === started) registrationChanged(state, reason);
        },
      });
      if (!started) return refused("phone-failed", "not a SIP address");
      registration = started;
      return started.start();
    },
    signOut,
    dial: async (number, name) =>
      registration && phone.registration === "registered"
        ? calls.dial(registration.userAgent, number, name)
        : refused("no-phone", phone.reason ?? "not registered"),
    answer: calls.answer,
    hangUp: calls.hangUp,
    hold: calls.hold,
    resume: calls.resume,
    mute: calls.mute,
    transfer: calls.transfer,
    expectCall: calls.expectCall,
    attachAudio: audio.attach,
    close: async () => void (await signOut()),
  };
}
