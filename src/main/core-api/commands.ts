import type { IceServer } from "../../shared/contract/audio.ts";
import type { UserStatus } from "../../shared/model/colleague.ts";
import type { CallId, QueueId, SwitchId } from "../../shared/model/ids.ts";
import type { Result } from "../../shared/model/result.ts";

/** What the softphone needs to register: from an exchange of ours (an extension of the core API), else from Settings. */
export interface SoftphoneAccount {
  /** Address of record, `sip:user@domain`. */
  readonly sipAddress: string;
  readonly webSocketUrl: string;
  readonly authorizationUser: string;
  readonly password: string;
  readonly displayName: string;
  /** Where to look for a network path, as WebRTC's RTCIceServer. */
  readonly iceServers: readonly IceServer[];
  /** Where callers are parked; null: nowhere. */
  readonly parkNumber: string | null;
  /** Dialled before an extension it takes over the call that rings there; null: nothing does. */
  readonly pickUpPrefix: string | null;
  /** What to dial before a colleague's extension for his voicemail; null: no such thing. */
  readonly voicemailPrefix: string | null;
}

/**
 * What can be asked of the core over REST v3, as the signed-in user. A success says that the core took the request; its effect is
 * seen through the feed. 403 is `not-licensed`.
 */
export interface CoreCommands {
  setStatus(status: UserStatus): Promise<Result<void>>;
  /** priority null: on the terms on which I was in it before, if I left it here; else on ordinary ones. */
  joinQueue(queueId: QueueId, priority: number | null): Promise<Result<void>>;
  leaveQueue(queueId: QueueId): Promise<Result<void>>;
  /** Makes my phone ring for this waiting call. */
  pickUpQueueCall(callId: CallId): Promise<Result<void>>;
  setSwitch(switchId: SwitchId, setting: number): Promise<Result<void>>;
  /** null: this core offers none. */
  softphoneAccount(): Promise<Result<SoftphoneAccount | null>>;
}
