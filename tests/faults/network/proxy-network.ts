// The same lines where no network namespace can be made (another system, no root, a container without the right): a proxy
// for each counter in this process. It holds bytes back as a slow line does, lets nothing pass while it is cut, and then ends
// every second connection in the middle of what it said. It knows no packets: a lost one is a pause of a retransmission.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import { seededRandom } from "../seeded-random";
import { killGroup, type LineStats, type Network } from "./network-line";
import type { Profile } from "./profiles";

const PACKET_BYTES = 1460;
/** TCP sends again no sooner. */
const LEAST_RETRANSMISSION_MS = 200;
const LOOK_AGAIN_MS = 20;

/** One way of a line: what all its connections together may say. */
class Direction {
  readonly stats: LineStats = { packets: 0, bytes: 0, streamBytes: 0, dropped: 0 };
  isCut = false;
  #profile: Profile | null = null;
  #bytesPerMs = Number.POSITIVE_INFINITY;
  #freeAt = 0;

  constructor(readonly random: () => number) {}

  shape(profile: Profile | null, kbit: number | undefined): void {
    this.#profile = profile;
    this.#bytesPerMs = kbit === undefined ? Number.POSITIVE_INFINITY : kbit / 8;
  }

  /** @returns ms until these bytes are at the other end */
  take(bytes: number): number {
    const packets = Math.ceil(bytes / PACKET_BYTES);
    this.stats.packets += packets;
    this.stats.bytes += bytes;
    this.stats.streamBytes += bytes;
    const profile = this.#profile;
    if (!profile) return 0;
    const now = performance.now();
    this.#freeAt = Math.max(this.#freeAt, now) + bytes / this.#bytesPerMs;
    let lost = 0;
    for (let packet = 0; packet < packets; packet += 1) if (this.random() < profile.loss) lost += 1;
    this.stats.dropped += lost;
    const again = lost > 0 ? Math.max(LEAST_RETRANSMISSION_MS, 2 * profile.delayMs) : 0;
    const jitter = (this.random() * 2 - 1) * profile.jitterMs;
    return this.#freeAt - now + Math.max(0, profile.delayMs + jitter) + again;
  }
}

/** Bytes of one connection, one way, in their order. */
function carry(from: Socket, to: Socket, direction: Direction): void {
  let before = Promise.resolve();
  from.on("data", (bytes: Buffer) => {
    const arrival = performance.now() + direction.take(bytes.length);
    from.pause(); // one piece under way at a time: the sender is held back as by a full window
    before = before.then(async () => {
      await sleep(arrival - performance.now());
      while (direction.isCut && !to.destroyed) await sleep(LOOK_AGAIN_MS);
      if (!to.destroyed) to.write(bytes);
      from.resume();
    });
  });
  from.on("end", () => void before.then(() => to.end()));
  from.on("error", () => to.destroy());
  from.on("close", () => void before.then(() => to.destroySoon()));
}

const sleep = (ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));

interface Line {
  up: Direction;
  down: Direction;
  open: Set<Socket>;
}

async function listenFor(line: Line, port: number): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const province = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    for (const socket of [client, province]) {
      line.open.add(socket);
      socket.once("close", () => line.open.delete(socket));
    }
    carry(client, province, line.up);
    carry(province, client, line.down);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function findFreePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export function openProxyNetwork({ clients, seed }: { clients: number; seed: number }): Network {
  const random = seededRandom(seed);
  const lines = Array.from({ length: clients }, (): Line => ({
    up: new Direction(random),
    down: new Direction(random),
    open: new Set(),
  }));
  const lineAt = (index: number) => lines[index] as Line;
  const servers = new Map<string, Promise<net.Server>>();
  const children = new Set<ChildProcess>();
  const run = ([program, ...args]: readonly [string, ...string[]], env = process.env) => {
    const child = spawn(program, args, { env, detached: true, stdio: ["pipe", "pipe", "inherit"] });
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  };
  return {
    port: () => findFreePort(),
    async serverAddress(client, port) {
      const name = `${client} ${port}`;
      const server = servers.get(name) ?? listenFor(lineAt(client), port);
      servers.set(name, server);
      return `127.0.0.1:${((await server).address() as AddressInfo).port}`;
    },
    onServer: run,
    onClient: (_client, command, env) => run(command, env),
    shape(index, profile) {
      lineAt(index).up.shape(profile, profile?.upKbit);
      lineAt(index).down.shape(profile, profile?.downKbit);
    },
    cut(index, { up, down }) {
      const line = lineAt(index);
      const begins = (up && !line.up.isCut) || (down && !line.down.isCut);
      line.up.isCut = up;
      line.down.isCut = down;
      if (begins) for (const socket of line.open) if (random() < 0.5) socket.destroy();
    },
    stats: (index) => Promise.resolve({ up: { ...lineAt(index).up.stats }, down: { ...lineAt(index).down.stats } }),
    async close() {
      const ended = [...children].map((child) => once(child, "exit"));
      for (const child of children) killGroup(child);
      await Promise.all(ended);
      for (const { open } of lines) open.forEach((socket) => socket.destroy());
      for (const server of servers.values()) (await server).close();
    },
  };
}
