import type { Refusal, RefusalCode } from "../../shared/model/product-state.ts";

const byErrorCode: Readonly<Record<string, RefusalCode>> = {
  ENOTFOUND: "no-such-server",
  EAI_NONAME: "no-such-server",
  ERR_INVALID_URL: "no-such-server",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate-self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate-unknown-issuer",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate-unknown-issuer",
  UNABLE_TO_GET_ISSUER_CERT: "certificate-unknown-issuer",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate-unknown-issuer",
  CERT_UNTRUSTED: "certificate-unknown-issuer",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate-other-name",
  HOSTNAME_MISMATCH: "certificate-other-name",
  CERT_HAS_EXPIRED: "certificate-expired",
  CERT_NOT_YET_VALID: "certificate-not-yet-valid",
  CERT_CHAIN_TOO_LONG: "server-certificate",
  CERT_REVOKED: "server-certificate",
  CERT_REJECTED: "server-certificate",
  CERT_SIGNATURE_FAILURE: "server-certificate",
  INVALID_CA: "server-certificate",
  INVALID_PURPOSE: "server-certificate",
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
  "resource-constraint": "too-many-sessions",
  conflict: "session-replaced",
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
  // Of a login that was refused in words that are new to us it is not known whether it counted as a failure.
  const isFinal = error.name === "SASLError" && condition !== "temporary-auth-failure";
  return { code: byCondition[condition] ?? (isFinal ? "not-allowed" : "failed"), detail };
}

/** The core refuses this address for some time because of failed logins. */
export const isBlocked = (refusal: Refusal | null): boolean => refusal?.code === "blocked-too-many-attempts";

/**
 * After these nothing is tried again before a person did something about it (core API 1.3 and 7.1). A company that is not told is not
 * among them: after a restart the XMPP server may be back before the part that knows the company.
 */
export function needsPerson({ code }: Refusal): boolean {
  return code === "wrong-password" || code === "not-allowed";
}
