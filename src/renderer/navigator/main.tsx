import "../kit/kit.css";
import "./styles/navigator.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { embedPhoneAudio } from "../link/embed-phone-audio.ts";
import { connectLink } from "../link/link.ts";
import { App } from "./components/app.tsx";
import { NavigatorContext } from "./context.ts";
import { createNavigator } from "./view-model/navigator.ts";

const root = document.getElementById("window");
if (!root) throw new Error("the page has no place for the window");

const navigator = createNavigator(connectLink());
createRoot(root).render(
  <StrictMode>
    <NavigatorContext value={navigator}>
      <App />
    </NavigatorContext>
  </StrictMode>,
);
embedPhoneAudio();
