import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import type { Call } from "../../src/exchange/pbx/call.ts";
import type { EndCause } from "../../src/exchange/pbx/leg.ts";
import type { Exchange } from "../../src/exchange/start.ts";
import { numberNamed } from "../../src/exchange/test-exchange.ts";

/** People outside who call, and whether anybody was lost: ended by nobody's doing. */
export function randomCallers(exchange: Exchange) {
  const { pbx, operator } = exchange;
  const me = [...pbx.company.users.values()].find(({ username }) => username === operator);
  const here = new Map<string, ReturnType<typeof simulatedLeg>>();
  const lost: string[] = [];
  const hungUpByOperator = new Set<string | null>();
  let count = 0;

  const callWith = (number: string): Call | undefined =>
    [...pbx.calls.values()].find((call) =>
      placesOf(call).some((at) => at.type === "External" && at.number === number),
    );

  function ended(number: string, wasTalked: boolean, cause: EndCause): void {
    here.delete(number);
    const call = callWith(number);
    const other = call && placesOf(call).find((at) => !(at.type === "External" && at.number === number));
    const atOperator = other?.type === "User" && other.userId === me?.id;
    const isExplained =
      cause === "hung-up"
        ? !atOperator || hungUpByOperator.delete(call?.id ?? "") || hungUpByOperator.delete(null)
        : cause === "no-answer" && atOperator && !wasTalked;
    if (!isExplained) lost.push(`${number} ${cause} at ${JSON.stringify(other)}`);
  }

  return {
    lost: lost as readonly string[],
    forgetLost: () => void lost.splice(0),
    /** The operator is about to hang up what the feed calls so; null: it has not told yet. */
    operatorHangsUp: (callId: string | null) => void hungUpByOperator.add(callId),
    /** `direct`: to the operator's own number; else to the queue of the main number. */
    call(direct: boolean): void {
      const number = `316${String(10_000_000 + ++count)}`;
      let wasTalked = false;
      const leg = simulatedLeg("calling", {
        answered() {
          wasTalked = true;
        },
        ended: (cause) => ended(number, wasTalked, cause),
      });
      here.set(number, leg);
      const dialled = direct ? "200" : numberNamed(exchange, "Main number");
      pbx.callFromOutside({ leg, number, name: `Caller ${count}`, dialled });
    },
    leave(which: number): void {
      const [number, leg] = [...here][which % Math.max(1, here.size)] ?? [];
      if (number === undefined) return;
      here.delete(number);
      leg?.leave("hung-up");
    },
    leaveAll(): void {
      for (const [number, leg] of [...here]) {
        here.delete(number);
        leg.leave("hung-up");
      }
    },
    /** Callers who are still there, but in no call. */
    stray: () => [...here.keys()].filter((number) => !callWith(number)),
  };
}

const placesOf = ({ source, destination }: Call) => [source.place, destination.place];
