// The line itself: what the other tests of this folder stand on.
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canMakeHosts, openHostNetwork } from "./host-network";
import type { Network } from "./network-line";
import { PROFILES } from "./profiles";
import { openProxyNetwork } from "./proxy-network";

const SERVER = `require("node:net").createServer((socket) => { let bytes = 0;
  socket.on("data", (part) => { bytes += part.length; }).on("end", () => socket.end(String(bytes))).on("error", () => {});
}).listen(Number(process.argv[1]), "0.0.0.0", () => console.log("ready"));`;
const CLIENT = `const socket = require("node:net").connect(Number(process.argv[1].split(":")[1]), process.argv[1].split(":")[0]); let text = "";
  socket.on("connect", () => socket.end(Buffer.alloc(Number(process.argv[2]))));
  socket.on("data", (part) => { text += part; }).on("end", () => { console.log(text); process.exit(0); });
  socket.on("error", (error) => { console.log(error.code); process.exit(1); });`;

type Open = (what: { clients: number; seed: number }) => Network | Promise<Network>;
const PROXIES: [string, Open] = ["behind proxies", openProxyNetwork];

describe.each(canMakeHosts ? [["of their own", openHostNetwork] as [string, Open], PROXIES] : [PROXIES])(
  "a line between two hosts %s",
  (name, open) => {
    let network: Network;
    let port = 0;
    beforeAll(async () => {
      network = await open({ clients: 2, seed: 7 });
      port = await network.port(4000);
      const server = network.onServer([process.execPath, "-e", SERVER, String(port)]);
      if (server.stdout) await once(server.stdout, "data");
    });
    afterAll(() => network.close());

    async function send(client: number, bytes: number): Promise<string> {
      const child = network.onClient(client, [
        process.execPath,
        "-e",
        CLIENT,
        await network.serverAddress(client, port),
        String(bytes),
      ]);
      let text = "";
      child.stdout?.on("data", (part: Buffer) => (text += part.toString()));
      await once(child, "close");
      return text.trim();
    }

    it("brings everything, and counts it", async () => {
      network.shape(0, null);
      expect(await send(0, 300_000)).toBe("300000");
      const { up } = await network.stats(0);
      expect(up.bytes).toBeGreaterThanOrEqual(300_000);
      expect((await network.stats(1)).up.bytes, "what the kernel says to its neighbours by itself").toBeLessThan(1000);
    });

    it.runIf(name === "of their own")(
      "loses packets as it is told, and TCP brings everything all the same",
      async () => {
        network.shape(1, { ...PROFILES.P4, delayMs: 10, jitterMs: 5, upKbit: 10_000, downKbit: 10_000 });
        expect(await send(1, 60_000)).toBe("60000");
        const { up } = await network.stats(1);
        expect(up.dropped / up.packets).toBeGreaterThan(0.1);
        expect(up.bytes).toBeGreaterThan(70_000);
        expect(up.streamBytes, "however often TCP sent it").toBe(60_000);
      },
    );

    it("brings nothing while it is cut, and the rest afterwards", async () => {
      network.shape(0, null);
      network.cut(0, { up: true, down: false });
      const sent = send(0, 10_000);
      const early = await Promise.race([sent, new Promise((resolve) => setTimeout(() => resolve("nothing yet"), 700))]);
      expect(early).toBe("nothing yet");
      network.cut(0, { up: false, down: false });
      expect(await sent).toBe("10000");
    });
  },
);
