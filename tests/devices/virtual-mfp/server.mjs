// The virtual device as a web server: one method for each thing that eSCL asks for.
import { setTimeout as pause } from "node:timers/promises";
import { MECHANICAL } from "./feeder.mjs";
import { LIES, absurdCapabilities } from "./lies.mjs";
import { capabilitiesXml, imageInfoXml, readJobSettings, statusXml } from "./protocol.mjs";

const XML = { "content-type": "text/xml" };
const DROP_AFTER_MS = 50;
/** An address of a network that exists in documentation only (RFC 5737). */
const WRONG_HOST = "http://198.51.100.7:9";
/** Job states and reasons (PWG 5100.x) of a job that ends without us, and without a word of the feeder. */
const ENDED_BY_DEVICE = {
  "cancelled-at-device": ["Canceled", "JobCanceledByUser"],
  aborted: ["Aborted", "AbortedBySystem"],
};
const FAULT_KINDS = new Set([
  ...Object.keys(MECHANICAL),
  ...Object.keys(LIES),
  "absurd-capabilities",
  "aborted",
  "busy",
  "cancelled-at-device",
  "drop",
  "empty",
  "locked",
  "not-ready",
  "truncated",
  "unplug",
  "wrong-location",
]);

export class EsclServer {
  /** @type {{kind: string, on: string, atPage: number, times: number} | null} */
  #fault = null;
  /** Method, path and status of every answer, oldest first. @type {string[]} */
  requests = [];
  /** Bytes of request bodies that were read. */
  bodyBytes = 0;

  /** @param {{feeder: import("./feeder.mjs").Feeder, pictures: import("./pictures.mjs").Pictures, about: object,
   *   glass: Buffer, options: object, onUnplug: () => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  setFault(fault) {
    if (fault === null) {
      this.#fault = null;
      return;
    }
    const { kind, on = LIES[kind] ? "page" : "any", atPage = 1, times = Infinity } = fault;
    if (!FAULT_KINDS.has(kind)) throw new Error(`the virtual device knows no fault "${kind}"`);
    this.#fault = { kind, on, atPage, times };
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async answer(request, response) {
    const path = new URL(request.url, "http://device").pathname.replace(/\/+$/, "");
    response.once("close", () => this.requests.push(`${request.method} ${path} ${response.statusCode}`));
    const body = await readBody(request);
    this.bodyBytes += body.length;
    if (request.method === "GET" && path === "/eSCL/ScannerCapabilities") return this.#capabilities(response);
    if (request.method === "GET" && path === "/eSCL/ScannerStatus") return this.#status(response);
    if (request.method === "POST" && path === "/eSCL/ScanJobs") return this.#createJob(request, response, body);
    return this.#answerOfJob(request.method, path, response);
  }

  async #answerOfJob(method, path, response) {
    const [, id, what] = /^\/eSCL\/ScanJobs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const job = this.feeder.jobs.get(id);
    if (!job) return send(response, 404);
    if (method === "GET" && what === "NextDocument") return this.#nextDocument(job, response);
    if (method === "GET" && what === "ScanImageInfo")
      return send(response, 200, { body: imageInfoXml(job), headers: XML });
    if (method !== "DELETE" || what) return send(response, 405);
    this.feeder.end(job, "Canceled", "JobCanceledByUser");
    return send(response, 200);
  }

  async #capabilities(response) {
    if (await this.#lie("capabilities", response)) return;
    const xml = capabilitiesXml(this.about);
    const body = this.#take("absurd-capabilities") ? absurdCapabilities(xml) : xml;
    send(response, 200, { body, headers: XML });
  }

  async #status(response) {
    if (await this.#lie("status", response)) return;
    const { state, adfState, jobs } = this.feeder;
    send(response, 200, { body: statusXml({ state, adfState, jobs: jobs.values() }), headers: XML });
  }

  async #createJob(request, response, body) {
    if (await this.#lie("job", response)) return;
    const settings = readJobSettings(body);
    if (this.#take("busy", "job")) return send(response, 503, { headers: { "retry-after": "1" } });
    if (this.#take("locked")) return send(response, 401);
    if (!this.about.resolutionsDpi.includes(settings.resolutionDpi)) return send(response, 409);
    if (settings.source === "Feeder" && this.feeder.isEmpty) {
      this.feeder.adfState = "ScannerAdfEmpty";
      return send(response, 409);
    }
    const mechanical = this.#fault?.atPage === 1 && MECHANICAL[this.#fault.kind];
    if (mechanical && !mechanical.isEmptyBody) {
      this.feeder.adfState = mechanical.adfState;
      return send(response, 409);
    }
    const job = this.feeder.startJob(settings);
    const host = this.#take("wrong-location") ? WRONG_HOST : `${this.options.scheme}://${request.headers.host}`;
    send(response, 201, { headers: { location: `${host}/eSCL/ScanJobs/${job.id}` } });
  }

  async #nextDocument(job, response) {
    if (job.state !== "Processing") return send(response, 404);
    const pageNumber = job.images + 1;
    if (pageNumber >= (this.#fault?.atPage ?? Infinity) && (await this.#pageFault(job, response))) return;
    const sides = this.#takeSides(job);
    if (sides.length === 0) {
      this.feeder.end(job, "Completed", "JobCompletedSuccessfully");
      return send(response, this.options.endOfFeeder);
    }
    if (this.options.delayMs > 0 && !sides.isBack) await pause(this.options.delayMs);
    const bytes = await this.#draw(sides, job.settings);
    if (response.destroyed) return;
    this.#deliver(job, response, { bytes, sides: sides.length });
  }

  /** A PDF holds all that is in the feeder, as real devices make it. */
  #takeSides(job) {
    if (job.settings.source !== "Feeder") return job.images === 0 ? [this.glass] : [];
    const isBack = job.back !== null;
    const sides = [];
    do {
      const side = this.feeder.feed(job);
      if (!side) break;
      sides.push(side);
    } while (job.settings.format === "application/pdf");
    return Object.assign(sides, { isBack });
  }

  async #draw(sides, settings) {
    if (settings.format === "application/pdf") return this.pictures.drawPdf(sides, settings);
    return this.options.asIs ? sides[0] : this.pictures.draw(sides[0], settings);
  }

  #deliver(job, response, { bytes, sides }) {
    const head = { "content-type": job.settings.format, "content-length": bytes.length };
    if (this.#takeAt("drop", job)) {
      response.writeHead(200, head);
      response.write(bytes.subarray(0, bytes.length >> 1));
      setTimeout(() => response.destroy(), DROP_AFTER_MS);
      return;
    }
    const isCut = this.#takeAt("truncated", job);
    job.images += sides;
    if (isCut) bytes = bytes.subarray(0, bytes.length >> 1);
    send(response, 200, { body: bytes, headers: { "content-type": head["content-type"] } });
  }

  /** @returns {Promise<boolean>} whether the request was answered (or never will be) */
  async #pageFault(job, response) {
    const { kind } = this.#fault;
    const mechanical = MECHANICAL[kind];
    if (mechanical) {
      this.feeder.adfState = mechanical.adfState;
      this.feeder.end(job, "Aborted", "AbortedBySystem");
      const headers = mechanical.isEmptyBody ? { "content-type": "image/jpeg" } : {};
      send(response, mechanical.isEmptyBody ? 200 : 409, { headers });
      return true;
    }
    if (kind === "unplug") {
      this.onUnplug();
      return true;
    }
    if (ENDED_BY_DEVICE[kind]) {
      this.feeder.end(job, ...ENDED_BY_DEVICE[kind]);
      send(response, 404);
      return true;
    }
    if (kind === "not-ready" && this.#take(kind)) {
      // The last sheet is on its way inside: the tray is empty already.
      if (this.feeder.waiting === 1) this.feeder.adfState = "ScannerAdfEmpty";
      send(response, 404);
      return true;
    }
    if (kind === "empty") {
      this.feeder.load([]);
      return false;
    }
    if (this.#take("busy", "page")) {
      send(response, 503, { headers: { "retry-after": "1" } });
      return true;
    }
    return this.#lie("page", response);
  }

  async #lie(on, response) {
    const lie = LIES[this.#fault?.kind];
    if (!lie || this.#fault.on !== on || !this.#take(this.#fault.kind)) return false;
    if (!response.headersSent && on === "page") response.setHeader("content-type", "image/jpeg");
    await lie(response);
    return true;
  }

  #takeAt(kind, job) {
    return job.images + 1 >= (this.#fault?.atPage ?? Infinity) && this.#take(kind);
  }

  /** Whether this fault is due now; a fault that was set for n times is gone after the nth. */
  #take(kind, on = this.#fault?.on) {
    const fault = this.#fault;
    if (fault?.kind !== kind || (fault.on !== "any" && fault.on !== on)) return false;
    fault.times--;
    if (fault.times <= 0) this.#fault = null;
    return true;
  }
}

function send(response, status, { body = "", headers = {} } = {}) {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
