// One page of the queue at a time, so that two thousand dossiers cost no more than a hundred.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { QueueItem } from "../../../shared/contract";
import { api, faultOf, type FaultOf } from "../../bridge";

const PAGE = 100;

export interface QueuePage {
  items: readonly QueueItem[];
  /** Of the first row, from 1. */
  from: number;
  hasBefore: boolean;
  hasAfter: boolean;
  isPending: boolean;
  fault: FaultOf | null;
  step: (by: -1 | 1) => void;
  first: () => void;
}

export function useQueuePage(filter: "all" | "waiting" | "attention" | "sent"): QueuePage {
  const [offset, setOffset] = useState(0);
  // One more than is shown tells whether there is another page.
  const input = { filter, limit: PAGE + 1, offset };
  const queue = useQuery(api.sync.queue.queryOptions({ input, placeholderData: keepPreviousData }));
  const rows = queue.data ?? [];
  return {
    items: rows.slice(0, PAGE),
    from: offset + 1,
    hasBefore: offset > 0,
    hasAfter: rows.length > PAGE,
    isPending: queue.isPending,
    fault: queue.error && faultOf(queue.error),
    step: (by) => setOffset(Math.max(0, offset + by * PAGE)),
    first: () => setOffset(0),
  };
}
