import type { Refusal, RefusalCode } from "../../shared/model/product-state.ts";

const byErrorCode: Readonly<Record<string, RefusalCode>> = {
  ENOTFOUND: "no-such-server",
  EAI_NONAME: "no-such-server",
  ERR_INVALID_URL: "no-such-server",
  DEPTH_ZERO_SELF_SIGNED_CERT: "server-certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "server-certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "server-certificate",
  UNABLE_TO_GET_ISSUER_CERT: "server-certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "server-certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "server-certificate",
  CERT_HAS_EXPIRED: "server-certificate",
  CERT_NOT_YET_VALID: "server-certificate",
  CERT_REVOKED: "server-certificate",
  CERT_UNTRUSTED: "server-certificate",
};

/** Why a server could not be reached, from the error that `fetch` or a socket gave. */
export function networkRefusal(error: unknown): Refusal {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : "";
  const detail = inner instanceof Error ? inner.message || code : String(error);
  return { code: byErrorCode[code] ?? "server-unreachable", detail };
}

const byCondition: Readonly<Record<string, RefusalCode>> = {
  "not-authorized": "wrong-password",
  "invalid-authzid": "wrong-password",
  "malformed-request": "wrong-password",
  "credentials-expired": "wrong-password",
  "account-disabled": "not-allowed",
  "policy-violation": "blocked-too-many-attempts",
  "host-unknown": "server-not-core-api",
  "remote-server-not-found": "server-unreachable",
  "remote-server-timeout": "server-unreachable",
  "service-unavailable": "server-unreachable",
};

/** Why an XMPP stream, login or request was refused (RFC 6120 4.9.3, 6.5 and 8.3.3), or null where the error is of another kind. */
export function streamRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !("condition" in error)) return null;
  const condition = String(error.condition);
  const said = "text" in error && error.text ? String(error.text) : null;
  if (condition === "see-other-host") return { code: "server-elsewhere", detail: said };
  const detail = said === null ? condition : `${condition}: ${said}`;
  return { code: byCondition[condition] ?? "failed", detail };
}

/** A stream error after which connecting again by ourselves would do harm: somebody else uses this very session. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Error && "condition" in error && error.condition === "conflict";
