import { prosody, prosodyIsInstalled } from "../support/prosody.ts";
import { describeThrough } from "../support/through-real-server.ts";

describeThrough("prosody", prosodyIsInstalled, prosody);
