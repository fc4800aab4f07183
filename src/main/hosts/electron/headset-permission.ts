import { isOurPage } from "./app-pages.ts";
import type { PermissionGate, SelectableDevice } from "./electron-parts.ts";

const TELEPHONY_PAGE = 0x0b;

/** Devices with the keys of a telephone, and no others, for our own pages: which is what a person is asked for in a browser. */
export function permitHeadsets(gate: PermissionGate): void {
  gate.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === "hid" && isOurPage(origin) && isTelephone(device as SelectableDevice),
  );
  gate.on("select-hid-device", (event, { deviceList, frame }, choose) => {
    event.preventDefault();
    const telephone = frame && isOurPage(frame.url) ? deviceList.find(isTelephone) : undefined;
    if (telephone) choose(telephone.deviceId);
    else choose();
  });
}

const isTelephone = ({ collections }: SelectableDevice): boolean =>
  collections.some(({ usagePage }) => usagePage === TELEPHONY_PAGE);
