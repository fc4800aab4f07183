import { ejabberd, ejabberdIsInstalled } from "../support/ejabberd.ts";
import { describeThrough } from "../support/through-real-server.ts";

describeThrough("ejabberd", ejabberdIsInstalled, ejabberd);
