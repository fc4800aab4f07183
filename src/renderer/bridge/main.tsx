import "../kit/kit.css";
import "./styles/bridge.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ConsoleWindow } from "../console/components/console-window.tsx";
import { ConsoleContext } from "../console/context.ts";
import { createConsole } from "../console/view-model/console-model.ts";
import { embedPhoneAudio } from "../link/embed-phone-audio.ts";
import { connectLink } from "../link/link.ts";
import { Desk } from "./components/desk.tsx";
import { BridgeContext } from "./context.ts";
import { createBridge } from "./view-model/bridge-model.ts";

const root = document.getElementById("window");
if (!root) throw new Error("the page has no place for the window");

const link = connectLink();
const model = createConsole(link);
const bridge = createBridge(link);
createRoot(root).render(
  <StrictMode>
    <ConsoleContext value={model}>
      <BridgeContext value={bridge}>
        <ConsoleWindow>
          <Desk />
        </ConsoleWindow>
      </BridgeContext>
    </ConsoleContext>
  </StrictMode>,
);
embedPhoneAudio();
