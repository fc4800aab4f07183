import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** What a host answers for one path: the same in a browser and under Electron's own scheme. */
export interface PageFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The windows that a host serves: the folder of each by its address, and who may show it in a frame. */
const WINDOWS: Readonly<
  Record<string, { readonly folder: string; readonly ancestors: "'none'" | "'self'" }>
> = {
  navigator: { folder: "navigator", ancestors: "'none'" },
  bridge: { folder: "bridge", ancestors: "'none'" },
  wall: { folder: "wall-display", ancestors: "'none'" },
  "phone-audio": { folder: "phone-audio", ancestors: "'self'" },
};

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".wav": "audio/wav",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Built files carry a hash in their name. No segment begins with a dot, so that no path leads out of the folder. */
const ASSET = /^\/assets(?:\/[\w-][\w.-]*)+$/;

/** The page or built asset at this path of the built renderer; null where there is none. */
export async function readPage(root: string, pathname: string): Promise<PageFile | null> {
  const address = pathname.replace(/^\/|\/$/g, "");
  const window = Object.hasOwn(WINDOWS, address) ? WINDOWS[address] : undefined;
  if (window) return readHtml(path.join(root, window.folder, "index.html"), window.ancestors);
  const type = TYPES[path.extname(pathname)];
  if (!type || !ASSET.test(pathname)) return null;
  const body = await readIfThere(path.join(root, pathname));
  return body && { body, headers: { ...guards(), "content-type": type, "cache-control": IMMUTABLE } };
}

const IMMUTABLE = "private, max-age=31536000, immutable";

/** React Aria adds two style elements of its own and takes their nonce from this meta element. */
async function readHtml(file: string, ancestors: string): Promise<PageFile | null> {
  const html = await readIfThere(file);
  if (!html) return null;
  const nonce = randomBytes(16).toString("base64");
  const body = html.toString().replace("<head>", `<head><meta property="csp-nonce" nonce="${nonce}">`);
  const headers = {
    ...guards(ancestors, `'nonce-${nonce}'`),
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "permissions-policy": PERMISSIONS,
  };
  return { body: Buffer.from(body), headers };
}

const PERMISSIONS = [
  ...["microphone", "speaker-selection", "hid"].map((feature) => `${feature}=(self)`),
  ...["camera", "display-capture", "geolocation", "payment", "usb", "serial"].map(
    (feature) => `${feature}=()`,
  ),
].join(", ");

/** Headers that keep other sites out of an answer, and an answer away from other sites. */
export function guards(ancestors = "'none'", styleNonce = ""): Record<string, string> {
  const policy = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": `'self' ${styleNonce}`.trim(),
    "font-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": ancestors,
  };
  return {
    "content-security-policy": Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
