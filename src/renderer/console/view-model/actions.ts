import type { StoreApi } from "zustand/vanilla";
import type { RequestInput, RequestName, TransferTarget } from "../../../shared/contract/requests.ts";
import type { UserStatus } from "../../../shared/model/colleague.ts";
import type { CallId, QueueId, SwitchId, UserId } from "../../../shared/model/ids.ts";
import type { RefusalCode, Settings } from "../../../shared/model/product-state.ts";
import type { Result } from "../../../shared/model/result.ts";
import type { Link } from "../../link/link.ts";
import { type CallActions, createCallActions } from "./call-actions.ts";
import { directoryRows, sameTarget } from "./directory.ts";
import type { Dragged } from "./dragging.ts";
import { createFavouriteActions } from "./favourites.ts";
import { createImportActions } from "./import-actions.ts";
import { createPersonalDataActions } from "./personal-data.ts";
import { createSetUpActions } from "./set-up-actions.ts";
import { type ConsoleState, emptySearch, myself } from "./state.ts";

/** What a person can do at the console. Nothing here changes what main publishes: effects come back through the streams. */
export type ConsoleActions = ReturnType<typeof createActions>;

/** Names a request under way, so that its button is busy: the request and, where there are many of a kind, whose it is. */
export const pendingKey = (name: RequestName, id = ""): string => `${name} ${id}`;

const searchLimit = 200;
const contactLimit = 50;

/** What is done sooner is not shown as under way: in a browser, painting that would hold up the audio page, which answers the call. */
const shownAfterMs = 100;

/** `say`: to who hears the window rather than sees it. */
export function createActions(
  link: Link,
  store: StoreApi<ConsoleState>,
  say: (sentences: readonly string[]) => void,
) {
  const { getState, setState } = store;
  /** What was asked last under this key, until it is answered. */
  const underWay = new Map<string, { readonly asked: string; readonly answered: Promise<boolean> }>();
  let lastNotice = 0;
  let searching: Promise<void> = Promise.resolve();

  function ask<N extends RequestName>(
    name: N,
    input: RequestInput<N>,
    id: string,
    refused: (code: RefusalCode) => void = note,
  ): Promise<boolean> {
    const key = pendingKey(name, id);
    const asked = JSON.stringify(input);
    const last = underWay.get(key);
    if (last?.asked === asked) return Promise.resolve(false);
    const send = () => sendNow(name, input, key, refused);
    const answered = last ? last.answered.then(send) : send();
    const entry = { asked, answered };
    underWay.set(key, entry);
    void answered.then(() => underWay.get(key) === entry && underWay.delete(key));
    return answered;
  }

  async function sendNow<N extends RequestName>(
    name: N,
    input: RequestInput<N>,
    key: string,
    refused: (code: RefusalCode) => void,
  ): Promise<boolean> {
    const showing = setTimeout(
      () => setState(({ pending }) => ({ pending: new Set(pending).add(key) })),
      shownAfterMs,
    );
    const result: Result<unknown> = await link.request(name, input);
    clearTimeout(showing);
    if (getState().pending.has(key))
      setState(({ pending }) => ({ pending: new Set([...pending].filter((other) => other !== key)) }));
    if (!result.ok) refused(result.refusal.code);
    return result.ok;
  }

  function note(code: RefusalCode): void {
    lastNotice += 1;
    const notice = { id: lastNotice, code };
    setState(({ notices }) => ({
      notices: [...notices.filter((other) => other.code !== code), notice].slice(-3),
    }));
  }

  function signIn(name: "session.show-me-around" | "session.sign-in", input: RequestInput<typeof name>) {
    setState({ signInRefusal: null });
    void ask(name, input, "", (signInRefusal) => setState({ signInRefusal })).then((signedIn) => {
      if (signedIn) void setUp.checkPhoneSoon();
    });
  }

  function search(text: string): void {
    if (text.trim() === "") {
      setState({ search: { ...emptySearch, text }, chosen: null });
      return;
    }
    setState(({ search: before }) => ({ search: { ...before, text } }));
    const asked = { text: text.trim(), limit: searchLimit };
    searching = Promise.all([
      link.request("directory.search", asked),
      link.request("contacts.search", { ...asked, limit: contactLimit }),
    ]).then(([colleagues, outside]) => {
      if (getState().search.text !== text) return;
      const { userIds, total } = colleagues.ok ? colleagues.value : { userIds: [], total: 0 };
      const { contacts, more } = outside.ok ? outside.value : { contacts: [], more: false };
      setState({ search: { text, userIds, total, contacts, moreContacts: more } });
      setState({ chosen: directoryRows(getState())[0] ?? null });
    });
  }

  const clearSearch = () => setState({ search: emptySearch, chosen: null });

  /** What is typed is searched a moment later, and until then the choice is still the one of before. */
  const finishing = (chosen: TransferTarget) => {
    const { text } = getState().search;
    return () => {
      if (getState().search.text === text && sameTarget(getState().chosen, chosen)) clearSearch();
    };
  };

  /** The reason why it was refused; null: it is written. */
  const writeNote = async (callId: CallId, text: string): Promise<RefusalCode | null> => {
    const result = await link.request("note.write", { callId, text });
    return result.ok ? null : result.refusal.code;
  };

  const calls: CallActions = createCallActions({ ask, getState, finishing, searched: () => searching });
  const setUp = createSetUpActions(link, store, ask);
  const setStatus = (status: UserStatus) => void ask("status.set", { status }, "");

  return {
    showMeAround: () => signIn("session.show-me-around", {}),
    signIn: (input: RequestInput<"session.sign-in">) => signIn("session.sign-in", input),
    signOut: () => void ask("session.sign-out", {}, ""),

    ...calls,

    writeNote,
    search,
    clearSearch,
    choose: (chosen: TransferTarget) => setState({ chosen }),
    /** Chooses the next (1) or previous (-1) row of the directory, as it is once what was typed has been searched. */
    async chooseBeside(step: 1 | -1) {
      await searching;
      const rows = directoryRows(getState());
      const { chosen } = getState();
      const at = rows.findIndex((row) => sameTarget(row, chosen));
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
      if (next) setState({ chosen: next });
    },
    show: (shown: ConsoleState["shown"]) => setState({ shown }),
    ...createFavouriteActions({ ask, getState, say }),
    /** null: what was dragged is dropped, or let go of. */
    drag: (dragged: Dragged | null) => setState({ dragged }),
    writeColleagueNote: (userId: UserId, text: string) =>
      void ask("colleague-note.write", { userId, text }, userId),
    ...createImportActions(link),

    setStatus,
    /** The platform made me unavailable for the wrap-up, and makes me available at its end. */
    endWrapUp() {
      if (myself(getState())?.wrapUp) setStatus("available");
    },
    /** Who is in the queue already gets the priority. */
    join: (queueId: QueueId, priority?: number) =>
      void ask("queue.join", { queueId, ...(priority !== undefined && { priority }) }, queueId),
    leave: (queueId: QueueId) => void ask("queue.leave", { queueId }, queueId),
    setAutoAnswer: (queueId: QueueId, on: boolean) =>
      void ask("queue.set-auto-answer", { queueId, on }, queueId),
    setSwitch: (switchId: SwitchId, setting: number) =>
      void ask("switch.set", { switchId, setting }, switchId),
    ...createPersonalDataActions(link),
    /** The token is for who asked, so it does not go into the window's state. */
    openLocalApi: () => link.request("local-api.open", {}),
    shutLocalApi: () => void ask("local-api.shut", {}, ""),
    ...setUp,
    changeSettings: (change: Partial<Settings>) => void ask("settings.change", change, ""),

    open: (dialog: NonNullable<ConsoleState["dialog"]>) => setState({ dialog }),
    closeDialog: () => setState({ dialog: null }),
    dismiss: (id: number) => setState(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) })),
  };
}
