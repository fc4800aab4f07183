import { LanguageContext } from "../../kit/text.ts";
import { usePageLook } from "../../kit/theme.ts";
import { useWall } from "../context.ts";
import { BoardView } from "./board-view.tsx";

export function App() {
  const { language } = useWall((state) => state.settings);
  const { theme } = useWall((state) => state.board);
  usePageLook(theme, language);
  return (
    <LanguageContext value={language}>
      <BoardView />
    </LanguageContext>
  );
}
