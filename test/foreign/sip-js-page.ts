import { type Invitation, Registerer, UserAgent, Web } from "sip.js";

/** A phone as SIP.js' own documentation builds one in a page. It says in the page what it does; "+" answers, Enter puts through. */
export interface PagePhone {
  start(account: {
    readonly url: string;
    readonly domain: string;
    readonly username: string;
    readonly password: string;
    readonly iceGatheringTimeoutMs: number;
    /** Whom Enter puts callers through to. */
    readonly target: string;
  }): Promise<void>;
}

const phone: PagePhone = {
  async start({ url, domain, username, password, iceGatheringTimeoutMs, target }) {
    const uri = UserAgent.makeURI(`sip:${username}@${domain}`);
    const targetUri = UserAgent.makeURI(`sip:${target}@${domain}`);
    if (!uri || !targetUri) throw new Error("not an address");
    const [said, speaker] = [document.createElement("output"), document.createElement("audio")];
    document.body.append(said, speaker);
    const say = (words: string) => {
      said.textContent = words;
    };
    let call: Invitation | null = null;

    const userAgent = new UserAgent({
      uri,
      authorizationUsername: username,
      authorizationPassword: password,
      transportOptions: { server: url },
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: iceGatheringTimeoutMs,
        peerConnectionConfiguration: { iceServers: [] },
      },
      delegate: {
        onInvite(invitation) {
          call = invitation;
          say("ringing");
          invitation.stateChange.addListener((state) => {
            if (state === "Terminated") say("no call");
            if (state !== "Established") return;
            say("talking");
            const { sessionDescriptionHandler: handler } = invitation;
            if (handler instanceof Web.SessionDescriptionHandler)
              speaker.srcObject = handler.remoteMediaStream;
            void speaker.play();
          });
        },
      },
    });
    addEventListener("keydown", ({ key }) => {
      if (key === "+") void call?.accept();
      if (key === "Enter") void call?.refer(targetUri);
    });
    await userAgent.start();
    const accepted = Promise.withResolvers<void>();
    await new Registerer(userAgent).register({ requestDelegate: { onAccept: () => accepted.resolve() } });
    await accepted.promise;
    say("no call");
  },
};
Object.assign(window, { phone });
