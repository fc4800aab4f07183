import { requireNode } from "../../src/main/support/require-node.ts";

requireNode();
