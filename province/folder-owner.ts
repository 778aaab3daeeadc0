// One process at a time on a folder of PGlite: two would destroy the database.
import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/**
 * Held by an open socket, so that a kill gives it back at once.
 * @returns gives it back
 * @throws Error with code DATA_DIR_IN_USE
 */
export async function ownFolder(folder: string): Promise<() => Promise<void>> {
  const place = socketOf(folder);
  const server = net.createServer((socket) => socket.destroy());
  try {
    await listen(server, place);
  } catch (error) {
    if (!isCode(error, "EADDRINUSE")) throw error;
    if (await isAnswered(place))
      throw Object.assign(new Error("another process works on this folder"), { code: "DATA_DIR_IN_USE" });
    fs.rmSync(place, { force: true }); // its owner was killed
    await listen(server, place);
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function socketOf(folder: string): string {
  const name = createHash("sha256").update(fs.realpathSync(folder)).digest("hex").slice(0, 32);
  const file = `quay-province-${name}`;
  // The path of a socket may have 107 bytes, that of a folder any.
  return process.platform === "win32" ? `\\\\.\\pipe\\${file}` : path.join(os.tmpdir(), `${file}.sock`);
}

function listen(server: net.Server, place: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(place, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function isAnswered(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(place);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
