declare global {
  interface AudioContextOptions {
    /** Of the Web Audio specification: without it a context runs by the clock of the system's own speaker. */
    sinkId?: { type: "none" };
  }
}

/** Works on sound that is not played here, so it goes on whatever speaker is pulled out. To be closed. */
export const openMixer = () => new AudioContext({ sinkId: { type: "none" } });
