import { requireNode } from "../../scripts/require-node.ts";

requireNode();
