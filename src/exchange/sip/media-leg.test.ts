import { Socket } from "node:dgram";
import { expect, test, vi } from "vitest";
import { createMediaLeg } from "./media-leg.ts";

const listener = { audio: () => {}, digit: () => {}, held: () => {} };

test("a leg is described at once, and asks nobody outside of this machine where it is", async () => {
  const send = vi.spyOn(Socket.prototype, "send");
  const leg = createMediaLeg(listener);
  const offer = await leg.getDescription();
  const answering = createMediaLeg(listener);
  await answering.setDescription(offer.body);
  const answer = await answering.getDescription();
  expect(answer.body).toContain("127.0.0.1");
  for (const sent of send.mock.calls) expect(sent).toContain("127.0.0.1");
  leg.close();
  answering.close();
  send.mockRestore();
});
