import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { defaultDeviceChoice } from "../../shared/model/audio-devices.ts";
import { createLog } from "../support/log.ts";
import { openUserData } from "./user-data.ts";

test("the devices that were chosen are kept, each by itself", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-devices-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const open = () =>
    openUserData({
      file: path.join(folder, "user.sqlite"),
      log: createLog(() => {}, Date.now),
      now: Date.now,
    });
  const headset = { deviceId: "h1", label: "Headset" };
  const first = open();
  expect(first.deviceChoice()).toEqual(defaultDeviceChoice);
  first.chooseDevices({ microphone: headset, speaker: headset });
  first.close();
  const next = open();
  onTestFinished(() => next.close());
  expect(next.chooseDevices({ speaker: null, ringVolumePercent: 10 })).toEqual({
    ...defaultDeviceChoice,
    microphone: headset,
    ringVolumePercent: 10,
  });
});
