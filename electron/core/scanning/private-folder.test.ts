// Which folders of scanned sheets are cleared: those of dead processes, and only where process ids mean the same.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePrivateFolder, removeAbandonedFolders } from "./private-folder";

const NO_PROCESS = 4_194_999;
const DAY_S = 24 * 60 * 60;

let place: string;
let runtimeFolder: string | undefined;
beforeEach(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), "quay-private-"));
  runtimeFolder = process.env["XDG_RUNTIME_DIR"];
  process.env["XDG_RUNTIME_DIR"] = place;
});
afterEach(() => {
  if (runtimeFolder === undefined) delete process.env["XDG_RUNTIME_DIR"];
  else process.env["XDG_RUNTIME_DIR"] = runtimeFolder;
  fs.rmSync(place, { recursive: true, force: true });
});

describe("folders of scanned sheets", () => {
  test("stay while their process lives", () => {
    const own = makePrivateFolder();
    expect(path.dirname(own)).toBe(place);
    removeAbandonedFolders();
    expect(fs.existsSync(own)).toBe(true);
  });

  test("go when their process has ended", () => {
    const own = makePrivateFolder();
    const dead = own.replace(`-${process.pid}-`, `-${NO_PROCESS}-`);
    fs.renameSync(own, dead);
    removeAbandonedFolders();
    expect(fs.existsSync(dead)).toBe(false);
  });

  test("of another container, whose process cannot be seen from here, are given a day", () => {
    const foreign = path.join(place, `quay-scan-${NO_PROCESS}-1-abcdef`);
    fs.mkdirSync(foreign);
    removeAbandonedFolders();
    expect(fs.existsSync(foreign)).toBe(true);
    const before = Date.now() / 1000 - DAY_S - 60;
    fs.utimesSync(foreign, before, before);
    removeAbandonedFolders();
    expect(fs.existsSync(foreign)).toBe(false);
  });
});
