import type { Refusal, RefusalCode } from "./product-state.ts";

/** Expected failure is a result, a bug is an exception. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });

export const refused = (code: RefusalCode, detail: string | null = null): Result<never> => ({
  ok: false,
  refusal: { code, detail },
});
