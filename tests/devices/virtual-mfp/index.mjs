// A network multi-function device without hardware: starts it, loads it, breaks it. See README.md.
import { randomUUID, X509Certificate } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { advertise } from "./advert.mjs";
import { makeCertificate } from "./certificate.mjs";
import { Feeder } from "./feeder.mjs";
import { Pictures } from "./pictures.mjs";
import { EsclServer } from "./server.mjs";

export { AIRSCAN_DEVICE, makeAirscan } from "./airscan.mjs";
export { numberedPages, readPageNumbers } from "./pictures.mjs";

const HOST_NAME = "virtual-mfp.local";
const DEFAULTS = {
  host: "127.0.0.1",
  port: 0,
  name: "Virtual MFP",
  resolutionDpi: 200,
  delayMs: 0,
  isSecure: false,
  isAdvertised: false,
  asIs: false,
  endOfFeeder: 404,
  formats: ["image/jpeg", "image/png", "application/pdf"],
  resolutionsDpi: [75, 100, 150, 200, 300, 600],
  detectsDoubleFeed: true,
};

/** @param {import("./index.d.mts").VirtualMfpOptions} given */
export async function startVirtualMfp(given) {
  // What it does not draw it cannot turn into another format.
  const formats = given.asIs ? ["image/jpeg"] : DEFAULTS.formats;
  const options = { ...DEFAULTS, formats, uuid: randomUUID(), ...given };
  const pages = readPages(options.pages);
  const feeder = new Feeder();
  feeder.load(pages);
  const pictures = new Pictures(options.resolutionDpi);
  const socket = new Socket(options);
  const about = {
    name: options.name,
    uuid: options.uuid,
    formats: options.formats,
    resolutionsDpi: options.resolutionsDpi,
    detectsDoubleFeed: options.detectsDoubleFeed,
  };
  const settings = { ...options, scheme: options.isSecure ? "https" : "http" };
  const device = new EsclServer({
    feeder,
    pictures,
    about,
    glass: pages[0],
    options: settings,
    onUnplug: () => void socket.close(),
  });
  const mfp = {
    name: options.name,
    uuid: options.uuid,
    url: "",
    get sheetsFed() {
      return feeder.sheetsFed;
    },
    get requests() {
      return device.requests;
    },
    get bodyBytes() {
      return device.bodyBytes;
    },
    get certificateSha256() {
      return socket.fingerprint;
    },
    load(sheets = pages) {
      device.setFault(null);
      feeder.load(readPages(sheets));
    },
    setFault: (fault) => device.setFault(fault),
    setDelay: (delayMs) => void (settings.delayMs = delayMs),
    unplug: () => socket.close(),
    plug: () => socket.open(),
    renewCertificate: () => socket.renew(),
    async close() {
      await stopAdvert?.();
      await socket.close();
    },
  };
  socket.answer = (request, response) => answer({ device, mfp }, request, response);
  const port = await socket.open();
  mfp.url = `${settings.scheme}://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${port}/eSCL`;
  const stopAdvert = options.isAdvertised ? await advertise({ ...options, port, hostName: HOST_NAME }) : undefined;
  return mfp;
}

async function answer({ device, mfp }, request, response) {
  try {
    if (request.url === "/ctl") await control(mfp, request, response);
    else await device.answer(request, response);
  } catch (error) {
    // A client that has gone away is no fault of the device.
    if (response.destroyed) return;
    response.writeHead(500).end(String(error));
  }
}

/** What tests in another process, or a person with curl, may do: see README.md. */
async function control(mfp, request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const asked = JSON.parse(Buffer.concat(chunks).toString() || "{}");
  if (asked.load) mfp.load(asked.load === true ? undefined : asked.load);
  if ("fault" in asked) mfp.setFault(asked.fault);
  if ("delayMs" in asked) mfp.setDelay(asked.delayMs);
  const { sheetsFed, requests } = mfp;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ sheetsFed, requests: requests.length }));
  if (!asked.unplugForMs) return;
  response.once("close", async () => {
    await mfp.unplug();
    setTimeout(() => void mfp.plug(), asked.unplugForMs);
  });
}

/** A web server that can be pulled out of the wall and put back at the same address. */
class Socket {
  #server;
  #port;
  #certificate;
  answer = () => undefined;

  constructor({ host, port, isSecure }) {
    this.host = host;
    this.#port = port;
    if (isSecure) this.renew();
  }

  renew() {
    this.#certificate = makeCertificate(HOST_NAME);
    this.#server?.setSecureContext(this.#certificate);
  }

  get fingerprint() {
    return this.#certificate ? sha256Of(this.#certificate.cert) : null;
  }

  async open() {
    const listener = (request, response) => void this.answer(request, response);
    const server = this.#certificate ? https.createServer(this.#certificate, listener) : http.createServer(listener);
    this.#server = server;
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, this.host, resolve);
    });
    this.#port = server.address().port;
    return this.#port;
  }

  async close() {
    const server = this.#server;
    if (!server?.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

function readPages(pages) {
  if (typeof pages !== "string") return pages.map((page) => (typeof page === "string" ? fs.readFileSync(page) : page));
  const names = fs.readdirSync(pages).filter((name) => /\.(jpe?g|png)$/i.test(name));
  return names.sort().map((name) => fs.readFileSync(path.join(pages, name)));
}

function sha256Of(pem) {
  return new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase();
}
