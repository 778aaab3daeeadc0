// What the province's IT staff watch: health, metrics, and one line a request. No personal data in any of them.
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Database } from "../sql";
import { createMetrics } from "./metrics";

export interface WatchDeps {
  database: Database;
  /** Resolves when the store of files can be reached. */
  checkStore(): Promise<void>;
  /** Takes one line of JSON a request. */
  writeLine(line: string): void;
}

const NO_ROUTE = "none";

/** Adds /health and /metrics, and watches every request. */
export function serveWatch(http: FastifyInstance, deps: WatchDeps): void {
  const metrics = createMetrics(deps.database);
  http.addHook("onResponse", (request, reply, done) => {
    const observed = {
      method: request.method,
      route: routeOf(request),
      status: reply.raw.statusCode,
      seconds: reply.elapsedTime / 1000,
      receivedBytes: Number(request.headers["content-length"] ?? 0) || 0,
    };
    metrics.observe(observed);
    deps.writeLine(JSON.stringify({ at: new Date().toISOString(), ...observed }));
    done();
  });
  http.get("/metrics", async (_request, reply) => {
    const { contentType, text } = await metrics.expose();
    return reply.type(contentType).send(text);
  });
  http.get("/health", async (_request, reply) => {
    const faults = await findFaults(deps);
    return reply.status(faults.length === 0 ? 200 : 503).send({ ok: faults.length === 0, faults });
  });
}

/**
 * The contract's routes come through one pattern: what is variable in a path (codes, hashes, ids) is written as a star, so
 * that no line tells which dossier it was about.
 */
function routeOf(request: FastifyRequest): string {
  const [path = ""] = request.url.split("?");
  const parts = path.split("/").map((part) => (FIXED.has(part) ? part : "*"));
  const route = parts.join("/");
  return /^(\/\*)+$/.test(route) ? NO_ROUTE : route;
}

const FIXED: ReadonlySet<string> = new Set([
  ...["", "v1", "counters", "challenges", "tokens", "session", "key", "lost-receipts", "operations", "commit", "files"],
  ...["content", "number-leases", "changes", "reusable-papers", "catalogue", "bundles", "uploads", "admin", "dossiers"],
  ...["state", "record", "results", "enrolments", "revoke", "forwardings", "release"],
  ...["health", "metrics", "openapi.json", "docs", "ops"],
]);

async function findFaults({ database, checkStore }: WatchDeps): Promise<string[]> {
  const checks: [string, Promise<unknown>][] = [
    ["database", database.query("SELECT 1")],
    ["store", checkStore()],
  ];
  const outcomes = await Promise.allSettled(checks.map(([, check]) => check));
  return checks.flatMap(([name], index) => (outcomes[index]?.status === "rejected" ? [name] : []));
}
