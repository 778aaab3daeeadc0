// What the gateway counts of itself, for Prometheus: routes, states and sizes, never what a dossier holds.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Database } from "../sql";

export interface Metrics {
  observe(request: ObservedRequest): void;
  /** The text exposition format, version 0.0.4. */
  expose(): Promise<{ contentType: string; text: string }>;
}

export interface ObservedRequest {
  method: string;
  /** Pattern of the route, with its parameters' names. */
  route: string;
  status: number;
  seconds: number;
  /** Bytes of the body as they came. */
  receivedBytes: number;
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** One a process: the process is told apart by the address that Prometheus asks. */
export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Histogram({
    ...{ name: "gateway_request_seconds", help: "Requests by route and status.", buckets: SECONDS },
    ...{ labelNames, registers },
  });
  const received = new Counter({
    ...{ name: "gateway_received_bytes_total", help: "Bytes of request bodies as they came." },
    ...{ labelNames: ["route"] as const, registers },
  });
  addStanding(database, registers);
  return {
    observe({ method, route, status, seconds, receivedBytes }) {
      requests.observe({ method, route, status: String(status) }, seconds);
      received.inc({ route }, receivedBytes);
    },
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

interface Standing {
  dossiers: number;
  receipts: number;
  incomplete: number;
  counters: number;
  backlog: number;
  parked: number;
}

const STANDING_SQL = `
  SELECT (SELECT count(*) FROM dossiers)::integer AS dossiers,
         (SELECT coalesce(sum(last_number), 0) FROM counter_ledgers)::integer AS receipts,
         (SELECT count(*) FROM operations WHERE receipt IS NULL)::integer AS incomplete,
         (SELECT count(*) FROM counters)::integer AS counters,
         (SELECT coalesce(sum(backlog_operations), 0) FROM counter_ledgers)::integer AS backlog,
         (SELECT count(*) FROM forwardings WHERE parked_reason IS NOT NULL)::integer AS parked`;

const STANDING_HELP: Readonly<Record<keyof Standing, string>> = {
  dossiers: "Dossiers in force.",
  receipts: "Operations carried out.",
  incomplete: "Operations that wait for files.",
  counters: "Enrolled counters.",
  backlog: "Operations that the counters said they still have.",
  parked: "Dossiers that another system refused and a person has to look at.",
};

/** Read from the database when asked: the same answer whichever process is asked. */
function addStanding(database: Database, registers: Registry[]): void {
  let asked: Promise<Standing[]> | undefined;
  // All gauges of one scrape are collected at once: counted for the first of them.
  function count(): Promise<Standing[]> {
    asked ??= database.query<Standing>(STANDING_SQL).finally(() => (asked = undefined));
    return asked;
  }
  for (const [name, help] of Object.entries(STANDING_HELP) as [keyof Standing, string][]) {
    new Gauge({
      ...{ name: `gateway_${name}`, help, registers },
      async collect() {
        const [row] = await count();
        this.set(row?.[name] ?? 0);
      },
    });
  }
}
