// A small disk of its own, for what must be tested on a full one. Needs Linux and the right to mount.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export interface SmallDisk {
  folder: string;
  resize(megabytes: number): void;
  /** Leaves this much room, whatever was there before. */
  leave(bytes: number): void;
  remove(): void;
}

/** @returns null, with a word on the console, where it cannot be mounted */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "small-disk-"));
  const ballast = path.join(folder, "ballast");
  if (!mount("-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder)) {
    fs.rmdirSync(folder);
    console.warn("the test of a full disk is skipped: it needs the right to mount a small disk (Linux, root)");
    return null;
  }
  return {
    folder,
    resize(size) {
      if (!mount("-o", `remount,size=${size}m`, folder)) throw new Error("the small disk could not be resized");
    },
    leave(bytes) {
      fs.rmSync(ballast, { force: true });
      const { bavail, bsize } = fs.statfsSync(folder);
      fs.writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
    },
    remove() {
      spawnSync("/bin/umount", [folder]);
      fs.rmdirSync(folder);
    },
  };
}

function mount(...args: string[]): boolean {
  return process.platform === "linux" && spawnSync("/bin/mount", args).status === 0;
}
