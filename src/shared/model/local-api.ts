/** Where the local API listens when it is on: on the loopback interface alone. */
export const localApiPort = 24817;
export const localApiAddress = `http://127.0.0.1:${localApiPort}`;
