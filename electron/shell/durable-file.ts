// Writes a small file so that neither a kill nor a power cut leaves half of it, or none.
import fs from "node:fs";
import path from "node:path";

export function writeDurably(file: string, bytes: Buffer): void {
  const temporary = `${file}.part`;
  const fd = fs.openSync(temporary, "w", 0o600);
  try {
    fs.writeFileSync(fd, bytes);
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
  fs.renameSync(temporary, file);
  syncFolder(path.dirname(file));
}

/** Without it a power cut can forget the rename: a database whose key was never kept. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // a folder cannot be opened there; NTFS journals the rename
  const fd = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
