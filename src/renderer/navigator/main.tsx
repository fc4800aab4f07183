import "../kit/kit.css";
import "./styles/navigator.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ConsoleWindow } from "../console/components/console-window.tsx";
import { ConsoleContext } from "../console/context.ts";
import { createConsole } from "../console/view-model/console-model.ts";
import { embedPhoneAudio } from "../link/embed-phone-audio.ts";
import { connectLink } from "../link/link.ts";
import { Switchboard } from "./components/switchboard.tsx";

const root = document.getElementById("window");
if (!root) throw new Error("the page has no place for the window");

const model = createConsole(connectLink());
createRoot(root).render(
  <StrictMode>
    <ConsoleContext value={model}>
      <ConsoleWindow>
        <Switchboard />
      </ConsoleWindow>
    </ConsoleContext>
  </StrictMode>,
);
embedPhoneAudio();
