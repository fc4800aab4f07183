import "../kit/kit.css";
import "./styles/wall-display.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connectLink } from "../link/link.ts";
import { App } from "./components/app.tsx";
import { WallContext } from "./context.ts";
import { createWall } from "./view-model/wall.ts";

const root = document.getElementById("window");
if (!root) throw new Error("the page has no place for the window");

const wall = createWall(connectLink());
createRoot(root).render(
  <StrictMode>
    <WallContext value={wall}>
      <App />
    </WallContext>
  </StrictMode>,
);
