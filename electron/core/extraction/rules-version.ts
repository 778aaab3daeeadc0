// Names the rules by which pages are understood: when they change, pages that were read before are looked at again.
import { createHash } from "node:crypto";
import { LABELS } from "./labels";
import { PAPER_TYPES } from "./paper-types/registry";

/** To be raised when finding, parsing or weighing change; types and labels count by themselves. */
const ENGINE_VERSION = 3;

export const RULES_VERSION = createHash("sha256")
  .update(JSON.stringify([ENGINE_VERSION, LABELS, PAPER_TYPES]))
  .digest("hex")
  .slice(0, 16);
