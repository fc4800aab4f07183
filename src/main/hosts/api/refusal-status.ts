import type { RefusalCode } from "../../../shared/model/product-state.ts";

/** The HTTP status of each refusal. */
export const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  "bad-request": 400,
  "limits-out-of-order": 400,
  "wrong-password": 403,
  "no-company": 403,
  "not-licensed": 403,
  "not-allowed": 403,
  "unknown-request": 404,
  "no-such-call": 404,
  "wrong-call-state": 409,
  "port-taken": 409,
  "unreachable-number": 422,
  failed: 500,
  "not-signed-in": 503,
  "no-such-server": 503,
  "server-unreachable": 503,
  "server-certificate": 503,
  "server-not-core-api": 503,
  "server-elsewhere": 503,
  "blocked-too-many-attempts": 503,
  "no-phone": 503,
  "no-microphone": 503,
  "phone-failed": 503,
};
