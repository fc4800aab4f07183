import { useEffect, useLayoutEffect } from "react";
import type { Language } from "../../shared/messages/message.ts";
import type { Settings } from "../../shared/model/product-state.ts";

/** Puts the page into a theme and a language: `data-theme` and `lang` of the document; "system" follows the system as it changes. */
export function usePageLook(theme: Settings["theme"], language: Language): void {
  // Before the effects of what stands on the page, which may read its colours.
  useLayoutEffect(() => {
    const page = document.documentElement;
    const systemIsLight = matchMedia("(prefers-color-scheme: light)");
    const apply = () => {
      page.dataset.theme = theme === "system" ? (systemIsLight.matches ? "light" : "dark") : theme;
    };
    apply();
    systemIsLight.addEventListener("change", apply);
    return () => systemIsLight.removeEventListener("change", apply);
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
}
