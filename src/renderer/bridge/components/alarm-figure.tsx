import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Alarm } from "../../../shared/model/board.ts";
import { useWrite } from "../../kit/text.ts";

interface AlarmFigureProps {
  readonly alarm: Alarm;
  readonly children: ReactNode;
}

/** A figure with its alarm as colour, as icon, and as a word for those who see neither. */
export function AlarmFigure({ alarm, children }: AlarmFigureProps) {
  const write = useWrite();
  if (alarm === "calm") return children;
  return (
    <span className={`alarm-figure ${alarm === "red" ? "tone-alarm" : "tone-ring"}`}>
      <TriangleAlert role="img" aria-label={write(`bridge.alarm.${alarm}`)} />
      {children}
    </span>
  );
}
