// A disk whose power can be cut: a file system in a file, which forgets what was written to it and not synced, as ext4 does on
// its own `shutdown` call (the one of the file system's crash tests). Linux as root with loop devices.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import koffi from "koffi";

const DISK_BYTES = 96 * 1024 * 1024;
const LONGEST_HELD_MS = 60_000;
const TOOL = { timeout: 20_000, killSignal: "SIGKILL", stdio: "ignore" } as const;
/** _IOR('X', 125, __u32), and its way of not writing out the journal first. */
const EXT4_IOC_SHUTDOWN = 0x8004587d;
const WITHOUT_FLUSHING = 2;

export interface Disk {
  folder: string;
  /** What was not synced is gone; the disk is there again afterwards. Whoever has files open on it must be killed in between. */
  cutPower(killAll: () => Promise<void>): Promise<void>;
  remove(): void;
}

export function openDisk(): Disk {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), "power-"));
  const [image, folder] = [path.join(place, "disk.img"), path.join(place, "disk")];
  fs.mkdirSync(folder);
  fs.closeSync(fs.openSync(image, "w"));
  fs.truncateSync(image, DISK_BYTES);
  execFileSync("mkfs.ext4", ["-q", "-F", image], TOOL);
  const mount = () => execFileSync("mount", ["-o", "loop", image, folder], TOOL);
  const unmount = () => execFileSync("umount", [folder], TOOL);
  mount();
  return {
    folder,
    async cutPower(killAll) {
      shutDown(folder);
      await killAll();
      unmount();
      await released(image);
      mount();
    },
    remove() {
      unmount();
      fs.rmSync(place, { recursive: true });
    },
  };
}

/** Hosts that other tests have made meanwhile keep what was mounted when they began; until then it would come back shut down. */
async function released(image: string): Promise<void> {
  const end = Date.now() + LONGEST_HELD_MS;
  while (execFileSync("losetup", ["-j", image], { ...TOOL, stdio: "pipe" }).length > 0) {
    if (Date.now() > end) throw new Error("the disk is still held by somebody");
    await pause(50);
  }
}

function shutDown(folder: string): void {
  const ioctl = koffi.load("libc.so.6").func("int ioctl(int fd, unsigned long request, void* argument)");
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(WITHOUT_FLUSHING);
  const fd = fs.openSync(folder, "r");
  const answer = ioctl(fd, EXT4_IOC_SHUTDOWN, flags) as number;
  fs.closeSync(fd);
  if (answer !== 0) throw new Error(`the file system could not be shut down: errno ${koffi.errno()}`);
}

/** Tried: containers may have the tools and not the right. */
export const canCutPower = process.platform === "linux" && process.getuid?.() === 0 && canMount();

function canMount(): boolean {
  try {
    openDisk().remove();
    return true;
  } catch {
    return false; // the tests that need it are then shown as skipped
  }
}
