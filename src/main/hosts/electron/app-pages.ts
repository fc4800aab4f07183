import { readPage } from "../pages.ts";
import type { ElectronParts } from "./electron-parts.ts";
import { permitHeadsets } from "./headset-permission.ts";

/** The windows that a person opens. */
export const windowPages = ["navigator", "bridge", "wall"] as const;
export type WindowPage = (typeof windowPages)[number];
export type AppPage = WindowPage | "phone-audio";

const SCHEME = "binnacle";
const ORIGIN = `${SCHEME}://app`;

export const addressOf = (page: AppPage): string => `${ORIGIN}/${page}`;

/** Whether this is the address of a page of ours, of the named one if one is named. */
export function isOurPage(url: string, page?: AppPage): boolean {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== `${SCHEME}:` || parsed.host !== "app") return false;
  return page === undefined || parsed.pathname.replace(/\/$/, "") === `/${page}`;
}

/** Gives the scheme the rules of https. To be called before the app is ready. */
export function registerScheme({ protocol }: Pick<ElectronParts, "protocol">): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built renderer under our own scheme, with the headers that a browser gets too. */
export function servePages({ protocol }: Pick<ElectronParts, "protocol">, root: string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const page = url.host === "app" && request.method === "GET" ? await readPage(root, url.pathname) : null;
    if (!page) return new Response("There is nothing here.", { status: 404 });
    return new Response(new Uint8Array(page.body), { headers: page.headers });
  });
}

/**
 * For the page that carries the audio the microphone and the choice of a speaker, for it and the windows that ask for one a headset's
 * keys, for the wall display the whole screen; nothing else for anybody.
 */
export function guardPermissions({ session }: Pick<ElectronParts, "session">): void {
  const gate = session.defaultSession;
  gate.setPermissionRequestHandler((_page, permission, decide, details) => {
    const media = details.mediaTypes ?? [];
    const onlyAudio = media.length > 0 && media.every((type) => type === "audio");
    const url = details.requestingUrl ?? "";
    decide(
      (permission === "media" && onlyAudio && isOurPage(url, "phone-audio")) || isPermitted(permission, url),
    );
  });
  gate.setPermissionCheckHandler(
    (_page, permission, _origin, { requestingUrl = "", mediaType }) =>
      (permission === "media" && mediaType === "audio" && isOurPage(requestingUrl, "phone-audio")) ||
      isPermitted(permission, requestingUrl),
  );
  permitHeadsets(gate);
}

/** Who may have what besides the microphone. */
const permitted: Readonly<Record<string, readonly AppPage[]>> = {
  "speaker-selection": ["phone-audio"],
  hid: ["phone-audio", "navigator", "bridge"],
  fullscreen: ["wall"],
  "screen-wake-lock": ["wall"],
};

const isPermitted = (permission: string, url: string): boolean =>
  Object.hasOwn(permitted, permission) &&
  permitted[permission]?.some((page) => isOurPage(url, page)) === true;
