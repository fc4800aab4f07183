import type { RequestName } from "../../../shared/contract/requests.ts";
import { refused } from "../../../shared/model/result.ts";
import type { Product } from "../../product.ts";

/**
 * What needs a person at a window, whoever holds the token: passwords, what cannot be undone (a shorter retention is such a
 * thing), what a script may see (masking), and this very access.
 */
export const notForScripts: readonly RequestName[] = [
  "session.show-me-around",
  "session.sign-in",
  "session.sign-out",
  "privacy.erase",
  "settings.change",
  "local-api.open",
  "local-api.shut",
];

/** The product as a script has it: all that the windows have, without the list above and without audio. */
export function forScripts(product: Pick<Product, "request" | "follow">): Omit<Product, "close" | "wokeUp"> {
  return {
    request: async (name, input) =>
      notForScripts.some((closed) => closed === name)
        ? refused("not-allowed", `${name} is for the windows alone`)
        : product.request(name, input),
    follow: product.follow,
    attachAudio: () => () => {},
  };
}
