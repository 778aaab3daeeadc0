// A real PostgreSQL server for tests: an own folder, an own port, an unprivileged user, gone in the end.
import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";

export interface PostgresBed {
  /** Of an empty database; each call of `createDatabase` gives another one. */
  url: string;
  /** The same database over a Unix socket: reached from other network namespaces too. */
  socketUrl: string;
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const PROGRAMS = "/usr/lib/postgresql";
const START_MS = 30_000;
/** Durable as in production (fsync stays on), small in everything else. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  shared_buffers: "32MB",
  max_connections: "60",
  max_wal_size: "256MB",
  fsync: "on",
  synchronous_commit: "on",
};

/** @throws when Debian's package `postgresql` is missing (`npm run setup` installs it) */
export async function startPostgres(): Promise<PostgresBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "postgres-bed-"));
  const account = unprivilegedAccount();
  if (account) fs.chownSync(folder, account.uid, account.gid);
  const data = path.join(folder, "data");
  const initialise = ["-D", data, "-U", "province", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync"];
  await finished(start(program("initdb"), initialise, folder));
  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, port: String(port), unix_socket_directories: folder });
  const args = ["-D", data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const server = start(program("postgres"), args, folder);
  const bed = { folder, server, address: `postgres://province@127.0.0.1:${port}` };
  try {
    await answers(`${bed.address}/postgres`, server);
    const url = await createDatabase(bed.address);
    return {
      url,
      socketUrl: `${url}?host=${encodeURIComponent(folder)}`,
      createDatabase: () => createDatabase(bed.address),
      stop: () => stop(bed),
    };
  } catch (error) {
    await stop(bed);
    throw error;
  }
}

/** Root may not run PostgreSQL. */
function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((line) => line.startsWith("nobody:"));
  const [, , uid, gid] = (nobody ?? "nobody:x:65534:65534").split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

function program(name: string): string {
  const versions = fs.existsSync(PROGRAMS) ? fs.readdirSync(PROGRAMS).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => path.join(PROGRAMS, version, "bin", name))
    .find((file) => fs.existsSync(file));
  if (!found) throw new Error("PostgreSQL is not installed here: npm run setup");
  return found;
}

/** In a group of its own, and killed by the system when this process dies. */
function start(command: string, args: string[], folder: string): ChildProcess {
  const account = unprivilegedAccount();
  const as = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"] : [];
  const log = fs.openSync(path.join(folder, "log"), "a");
  const env = { ...process.env, LC_ALL: "C" };
  const options = { cwd: folder, env, detached: true, stdio: ["ignore", log, log] as ["ignore", number, number] };
  const child = spawn("setpriv", [...as, "--pdeathsig=KILL", command, ...args], options);
  fs.closeSync(log);
  return child;
}

async function finished(child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  if (code !== 0) throw new Error(`initdb ended with ${String(code)}`);
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const end = Date.now() + START_MS;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (server.exitCode !== null || Date.now() > end) throw new Error("PostgreSQL does not start", { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

let databases = 0;

async function createDatabase(address: string): Promise<string> {
  const name = `province_${(databases += 1)}`;
  const client = new Client({ connectionString: `${address}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${address}/${name}`;
}

async function stop({ server, folder }: { server: ChildProcess; folder: string }): Promise<void> {
  if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
    const exited = new Promise((resolve) => server.once("exit", resolve));
    process.kill(-server.pid, "SIGQUIT"); // at once, whoever is still connected
    const killer = setTimeout(() => server.kill("SIGKILL"), 5000);
    await exited;
    clearTimeout(killer);
  }
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
