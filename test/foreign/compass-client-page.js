import jquery from "jquery";

// The library and its pubsub plug-in expect to find jQuery as a global when they are loaded.
Object.assign(window, { jQuery: jquery, $: jquery });
const { Connection } = await import("compass.js");
await import("strophejs-plugin-pubsub");
Object.assign(window, { Connection });
