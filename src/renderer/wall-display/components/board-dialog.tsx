import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { RequestInput } from "../../../shared/contract/requests.ts";
import type { Limits } from "../../../shared/model/board.ts";
import { QueueId } from "../../../shared/model/ids.ts";
import { ServiceLevelFormula } from "../../../shared/model/visits.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useWrite } from "../../kit/text.ts";
import { useWall, useWallModel } from "../context.ts";

/** The board's title, colours, queues and limits. */
export function BoardDialog() {
  const write = useWrite();
  const { closeDialog } = useWallModel();
  const open = useWall((state) => state.dialogIsOpen);
  return (
    <Dialog title={write("board.title")} open={open} onClose={closeDialog}>
      <BoardForm />
    </Dialog>
  );
}

function BoardForm() {
  const write = useWrite();
  const { changeBoard } = useWallModel();
  const board = useWall((state) => state.board);
  const saving = useWall((state) => state.saving);
  const refusal = useWall((state) => state.refusal);
  return (
    <form
      className="board-form"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        if (!saving) void changeBoard(changeOf(fields), serviceLevelsOf(fields));
      }}
    >
      <label>
        {write("board.name")}
        <input
          name="title"
          maxLength={60}
          defaultValue={board.title}
          placeholder={write("board.name.hint")}
        />
      </label>
      <fieldset className="in-a-row">
        <legend>{write("settings.theme")}</legend>
        {(["dark", "light"] as const).map((theme) => (
          <label key={theme}>
            <input type="radio" name="theme" value={theme} defaultChecked={board.theme === theme} />
            {write(`settings.theme.${theme}`)}
          </label>
        ))}
      </fieldset>
      <QueueChoice />
      <fieldset className="limits">
        <legend>{write("board.limits")}</legend>
        <span />
        <span aria-hidden>{write("board.amber")}</span>
        <span aria-hidden>{write("board.red")}</span>
        <LimitFields name="waiting" most={999} limits={board.waitingLimits} />
        <LimitFields name="longest" most={3600} limits={inSeconds(board.longestWaitLimitsMs)} />
        <LimitFields name="service-level" most={100} limits={board.serviceLevelLimits} />
      </fieldset>
      <label>
        {write("board.formula")}
        <select name="formula" defaultValue={board.serviceLevelFormula}>
          {ServiceLevelFormula.options.map((formula) => (
            <option key={formula} value={formula}>
              {write(`formula.service-level.${formula}`)}
            </option>
          ))}
        </select>
      </label>
      <div role="alert" className="refusal">
        {refusal && (
          <>
            <TriangleAlert size={16} aria-hidden />
            {write(`refusal.${refusal}`)}
          </>
        )}
      </div>
      <Button submits look="primary" label={write("board.save")} busy={saving} />
    </form>
  );
}

/** Which queues the board shows, and how soon an answer is in time in each of them. */
function QueueChoice() {
  const write = useWrite();
  const queues = useWall((state) => state.queues);
  const tallies = useWall((state) => state.tallies);
  const chosen = useWall((state) => state.board.queueIds);
  const [all, setAll] = useState(chosen === null);
  const [picked, setPicked] = useState<ReadonlySet<QueueId>>(
    () => new Set(chosen ?? [...queues.values()].map(({ queueId }) => queueId)),
  );
  const pick = (queueId: QueueId, wanted: boolean) =>
    setPicked(new Set([...picked].filter((each) => each !== queueId).concat(wanted ? queueId : [])));
  return (
    <fieldset>
      <legend>{write("wall.queues")}</legend>
      <div className="queue-line">
        <label>
          <input
            type="checkbox"
            name="all"
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
          {write("board.all-queues")}
        </label>
        <span aria-hidden>{write("board.in-time")}</span>
      </div>
      <div className="queue-choice">
        {[...queues.values()].map(({ queueId, name }) => {
          const serviceLevelMs = tallies.get(queueId)?.serviceLevelMs;
          return (
            <div key={queueId} className="queue-line">
              {all ? (
                <span>{name}</span>
              ) : (
                <label>
                  <input
                    type="checkbox"
                    name="queue"
                    value={queueId}
                    checked={picked.has(queueId)}
                    onChange={(event) => pick(queueId, event.currentTarget.checked)}
                  />
                  {name}
                </label>
              )}
              {serviceLevelMs !== undefined && (all || picked.has(queueId)) && (
                <input
                  type="number"
                  required
                  min={1}
                  max={3600}
                  step={1}
                  name={`${inTimePrefix}${queueId}`}
                  aria-label={write("board.in-time.of", { queue: name })}
                  defaultValue={serviceLevelMs / 1000}
                />
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

interface LimitFieldsProps {
  readonly name: "waiting" | "longest" | "service-level";
  readonly most: number;
  readonly limits: Limits;
}

function LimitFields({ name, most, limits }: LimitFieldsProps) {
  const write = useWrite();
  const label = write(`board.${name}`);
  return (
    <>
      <span aria-hidden>{label}</span>
      {(["amber", "red"] as const).map((colour) => (
        <input
          key={colour}
          type="number"
          required
          min={0}
          max={most}
          step={1}
          name={`${name}-${colour}`}
          aria-label={`${label}: ${write(`board.${colour}`)}`}
          defaultValue={limits[colour]}
        />
      ))}
    </>
  );
}

const inSeconds = ({ amber, red }: Limits): Limits => ({ amber: amber / 1000, red: red / 1000 });

function changeOf(fields: FormData): RequestInput<"board.change"> {
  const limits = (name: string, unit = 1): Limits => ({
    amber: Number(fields.get(`${name}-amber`)) * unit,
    red: Number(fields.get(`${name}-red`)) * unit,
  });
  const queueIds = fields.getAll("queue").map((queueId) => QueueId.parse(queueId));
  return {
    title: String(fields.get("title")),
    theme: fields.get("theme") === "light" ? "light" : "dark",
    // A board without a queue would show nothing: none chosen is all.
    queueIds: fields.has("all") || queueIds.length === 0 ? null : queueIds,
    waitingLimits: limits("waiting"),
    longestWaitLimitsMs: limits("longest", 1000),
    serviceLevelLimits: limits("service-level"),
    serviceLevelFormula: ServiceLevelFormula.parse(fields.get("formula")),
  };
}

const inTimePrefix = "in-time ";

const serviceLevelsOf = (fields: FormData): RequestInput<"queue.set-service-level">[] =>
  [...fields.keys()]
    .filter((name) => name.startsWith(inTimePrefix))
    .map((name) => ({
      queueId: QueueId.parse(name.slice(inTimePrefix.length)),
      serviceLevelMs: Number(fields.get(name)) * 1000,
    }));
