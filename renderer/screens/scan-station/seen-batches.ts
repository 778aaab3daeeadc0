// Which notices about runs the officer has put away; kept on this PC so that they do not come back tomorrow.
import { useState } from "react";

export interface SeenBatches {
  seen: ReadonlySet<string>;
  see: (batchId: string) => void;
}

const KEY = "quay.scan-station.seen-batches";
const MOST_KEPT = 200;

export function useSeenBatches(): SeenBatches {
  const [seen, setSeen] = useState(readSeen);
  const see = (batchId: string): void => {
    const ids = [...readSeen(), batchId].slice(-MOST_KEPT);
    localStorage.setItem(KEY, ids.join(" "));
    setSeen(new Set(ids));
  };
  return { seen, see };
}

function readSeen(): ReadonlySet<string> {
  return new Set((localStorage.getItem(KEY) ?? "").split(" ").filter((id) => id !== ""));
}
