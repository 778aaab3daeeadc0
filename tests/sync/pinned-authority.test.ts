// Over TLS with an authority of the province's own: the whole way, and nothing for whoever comes with another one's certificate.
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createAuthority, type Authority } from "../../electron/core/sync/transport/certificates.fixture";
import { startProvince, type Province } from "../../province/start";
import { createCounter, ENROLMENT_CODE, randomPage } from "./counter.fixture";

const PAGE_BYTES = 300_000;

async function writeCertificate(authority: Authority, folder: string) {
  fs.mkdirSync(folder, { recursive: true });
  const { key, cert } = await authority.issue({ host: "127.0.0.1", fromDays: -1, toDays: 30 });
  const [certFile, keyFile] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  fs.writeFileSync(certFile, cert);
  fs.writeFileSync(keyFile, key);
  return { certFile, keyFile };
}

/** Counts what a counter sends towards the gateway that listens on `port` now. */
async function openTap(target: { port: number }) {
  const tap = { port: 0, sentBytes: 0 };
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const upstream = net.connect(target.port, "127.0.0.1");
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on("error", () => {}); // ends are cut when a gateway goes
      end.on("close", () => {
        sockets.delete(end);
        (end === socket ? upstream : socket).destroy();
      });
    }
    socket.on("data", (piece: Buffer) => (tap.sentBytes += piece.byteLength));
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  tap.port = (server.address() as AddressInfo).port;
  return tap;
}

it("registers and delivers by the pinned authority, and sends nothing once another one's certificate stands at the address", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pinned-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const [ours, other] = [await createAuthority(path.join(folder, "a")), await createAuthority(path.join(folder, "b"))];
  const good = await writeCertificate(ours, path.join(folder, "good"));
  const bad = await writeCertificate(other, path.join(folder, "bad"));
  const target = { port: 0 };
  const requests: string[] = [];
  let province: Province | undefined;
  async function serve(dataFolder: string, tls: typeof good): Promise<void> {
    await province?.close();
    requests.length = 0;
    const log = (line: string) => void requests.push(line);
    province = await startProvince({ dataFolder, tls, enrolmentCode: ENROLMENT_CODE, log });
    target.port = Number(new URL(province.url).port);
  }
  onTestFinished(() => province?.close());
  await serve(path.join(folder, "data"), good);
  const tap = await openTap(target);
  const counter = createCounter({ unitCode: "H34.21.1" }).open();
  onTestFinished(() => counter.close());
  const provinceUrl = `https://127.0.0.1:${tap.port}`;

  for (const caPem of [null, other.pem])
    await expect(counter.sync.register({ provinceUrl, enrolmentCode: ENROLMENT_CODE, caPem })).rejects.toMatchObject({
      code: "PROVINCE_CERTIFICATE_UNTRUSTED",
    });
  expect(requests).toEqual([]);
  await counter.sync.register({ provinceUrl, enrolmentCode: ENROLMENT_CODE, caPem: ours.pem });
  const first = counter.receive([randomPage(PAGE_BYTES)]);
  expect(await counter.sync.runNow()).toMatchObject({ link: "online", sent: 1 });
  expect(counter.stateOf(first)).toBe("sent");
  expect(tap.sentBytes).toBeGreaterThan(PAGE_BYTES);

  await serve(path.join(folder, "impostor"), bad);
  tap.sentBytes = 0;
  const second = counter.receive([randomPage(PAGE_BYTES)]);
  expect(await counter.sync.runNow()).toMatchObject({
    ...{ link: "offline", waiting: 1, attention: 0 },
    lastFault: { code: "PROVINCE_CERTIFICATE_UNTRUSTED" },
  });
  expect(requests).toEqual([]);
  expect(tap.sentBytes, "handshakes only").toBeLessThan(10_000);

  await serve(path.join(folder, "data"), good);
  expect(await counter.sync.runNow()).toMatchObject({ link: "online", sent: 2, waiting: 0 });
  expect(counter.stateOf(second)).toBe("sent");
}, 90_000);
