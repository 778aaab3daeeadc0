// Network namespaces for one province and some counters, with a line between that can be shaped, cut and measured.
// Linux as root only. Nothing leaves the namespaces: they have no other device.
import { execFileSync, fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { killGroup, type LineStats, type Network } from "./network-line";

const IP = { timeout: 20_000, killSignal: "SIGKILL" } as const;
const PREFIX = "qmc";

/** True where namespaces and TUN devices can be made: tried, since a container may have the files and not the right. */
export const canMakeHosts = process.platform === "linux" && process.getuid?.() === 0 && canMakeHost();

export async function openHostNetwork({ clients, seed }: { clients: number; seed: number }): Promise<Network> {
  removeLeftovers();
  const name = (what: string) => `${PREFIX}${process.pid}${what}`;
  const server = name("s");
  const hosts = Array.from({ length: clients }, (_, index) => name(`c${index}`));
  const devices = hosts.map((host, index) => ({ client: `${host}t`, server: name(`s${index}t`) }));
  const link = fork(path.join(import.meta.dirname, "link-process.mjs"), {
    env: { ...process.env, UV_THREADPOOL_SIZE: "32" },
  });
  link.send({ devices, seed });
  await once(link, "message");
  for (const host of [server, ...hosts]) addHost(host);
  for (const [index, device] of devices.entries()) {
    addDevice(hosts[index] ?? "", device.client, { own: `10.77.${index}.1`, peer: `10.77.${index}.2` });
    addDevice(server, device.server, { own: `10.77.${index}.2`, peer: `10.77.${index}.1` });
  }
  link.send({ type: "start" });
  const children = new Set<ChildProcess>();
  const run = (host: string, [program, ...args]: readonly [string, ...string[]], env = process.env) => {
    const child = spawn("ip", ["netns", "exec", host, program, ...args], {
      ...{ env, detached: true, stdio: ["pipe", "pipe", "inherit"] },
    });
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  };
  return {
    port: (wanted) => Promise.resolve(wanted),
    serverAddress: (client, port) => Promise.resolve(`10.77.${client}.2:${port}`),
    onServer: (command, env) => run(server, command, env),
    onClient: (client, command, env) => run(hosts[client] ?? "", command, env),
    shape: (line, profile) => void link.send({ type: "shape", line, profile }),
    cut: (line, directions) => void link.send({ type: "cut", line, ...directions }),
    async stats(line) {
      const answer = once(link, "message");
      link.send({ type: "stats", line });
      const [message] = (await answer) as [{ up: LineStats; down: LineStats }];
      return { up: message.up, down: message.down };
    },
    async close() {
      const ended = [...children, link].map((child) => once(child, "exit"));
      for (const child of children) killGroup(child);
      link.kill("SIGKILL");
      await Promise.all(ended);
      for (const host of [server, ...hosts]) execFileSync("ip", ["netns", "del", host], IP);
    },
  };
}

function addHost(host: string): void {
  execFileSync("ip", ["netns", "add", host], IP);
  execFileSync("ip", ["-n", host, "link", "set", "lo", "up"], IP);
}

function addDevice(host: string, device: string, { own, peer }: { own: string; peer: string }): void {
  execFileSync("ip", ["link", "set", device, "netns", host], IP);
  execFileSync("ip", ["-n", host, "address", "add", own, "peer", peer, "dev", device], IP);
  execFileSync("ip", ["-n", host, "link", "set", device, "up"], IP);
}

/** Of a run that was killed: its process is gone, its namespaces are not. */
function removeLeftovers(): void {
  const names = execFileSync("ip", ["netns", "list"], { ...IP, encoding: "utf8" }).split("\n");
  for (const name of names.map((line) => line.split(" ")[0] ?? "")) {
    const owner = new RegExp(`^${PREFIX}(\\d+)[sc]`).exec(name)?.[1];
    if (owner && !fs.existsSync(`/proc/${owner}`)) execFileSync("ip", ["netns", "del", name], IP);
  }
}

function canMakeHost(): boolean {
  const host = `${PREFIX}${process.pid}probe`;
  try {
    fs.closeSync(fs.openSync("/dev/net/tun", "r+"));
    execFileSync("ip", ["netns", "add", host], { ...IP, stdio: "ignore" });
    execFileSync("ip", ["netns", "del", host], { ...IP, stdio: "ignore" });
    return true;
  } catch {
    return false; // proxies stand in for it
  }
}
