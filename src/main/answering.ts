import {
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requests,
} from "../shared/contract/requests.ts";
import { type Result, refused } from "../shared/model/result.ts";
import type { Log } from "./support/log.ts";

/** What answers each request; a name that is forgotten does not compile. */
export type Answers = {
  readonly [N in RequestName]: (
    input: RequestInput<N>,
  ) => Result<RequestOutput<N>> | Promise<Result<RequestOutput<N>>>;
};

/** The one door for requests: refuses what the contract does not know or allow, and turns a bug into a refusal and a log line. */
export function createAnswering(answers: Answers, log: Log) {
  return async (name: string, input: unknown): Promise<Result<unknown>> => {
    if (!isRequest(name)) return refused("unknown-request", name);
    const parsed = requests[name].input.safeParse(input);
    if (!parsed.success) return refused("bad-request", parsed.error.issues[0]?.message ?? null);
    try {
      // The schema of this name has just made the input its own.
      return await (answers[name] as (input: unknown) => Promise<Result<unknown>>)(parsed.data);
    } catch (cause) {
      log.error("request", name, cause);
      return refused("failed");
    }
  };
}

const isRequest = (name: string): name is RequestName => Object.hasOwn(requests, name);
