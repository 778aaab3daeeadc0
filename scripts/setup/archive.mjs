// Reads the two archive formats and writes the one that the Electron runtime needs, with Node's own zlib only,
// because set-up runs before any package is installed.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const TAR_BLOCK = 512;

/** Extracts one member of a .tgz to `dest`; throws when it is not there. */
export async function extractTarMember(tgz, member, dest) {
  const source = fs.createReadStream(tgz, { highWaterMark: 1 << 20 }).pipe(zlib.createGunzip({ chunkSize: 1 << 20 }));
  const state = { header: Buffer.alloc(0), left: 0, pad: 0, fd: null, done: false };
  try {
    for await (const chunk of source) {
      feedTar(state, chunk, (name) => (name === member ? fs.openSync(dest, "w") : null));
      if (state.done) return;
    }
  } finally {
    source.destroy();
    if (state.fd !== null) fs.closeSync(state.fd);
  }
  throw new Error(`${member} is not in ${tgz}`);
}

function feedTar(state, input, openMember) {
  let chunk = input;
  while (chunk.length && !state.done) {
    if (state.left > 0) {
      const taken = Math.min(state.left, chunk.length);
      if (state.fd !== null) fs.writeSync(state.fd, chunk, 0, taken);
      state.left -= taken;
      chunk = chunk.subarray(taken);
      state.done = state.left === 0 && state.fd !== null;
    } else if (state.pad > 0) {
      const skipped = Math.min(state.pad, chunk.length);
      state.pad -= skipped;
      chunk = chunk.subarray(skipped);
    } else {
      const need = TAR_BLOCK - state.header.length;
      state.header = Buffer.concat([state.header, chunk.subarray(0, need)]);
      chunk = chunk.subarray(need);
      if (state.header.length === TAR_BLOCK) readTarHeader(state, openMember);
    }
  }
}

function readTarHeader(state, openMember) {
  const name = state.header.toString("utf8", 0, 100).replace(/\0.*$/s, "");
  state.left = parseInt(state.header.toString("latin1", 124, 136), 8) || 0;
  state.pad = (TAR_BLOCK - (state.left % TAR_BLOCK)) % TAR_BLOCK;
  state.fd = openMember(name);
  state.header = Buffer.alloc(0);
}

/** Unpacks a zip file into `out`; `rename(name)` gives each entry's relative path, or null to leave it out. */
export function unzip(file, out, rename) {
  const fd = fs.openSync(file, "r");
  try {
    for (const entry of readZipDirectory(fd)) {
      const relative = rename(entry.name);
      if (!relative || relative.endsWith("/")) continue;
      const dest = path.join(out, relative);
      if (!dest.startsWith(out + path.sep)) throw new Error(`bad name in zip: ${entry.name}`);
      fs.mkdirSync(path.dirname(dest), { recursive: true });
      fs.writeFileSync(dest, readZipEntry(fd, entry), { mode: entry.mode & 0o777 || 0o644 });
    }
  } finally {
    fs.closeSync(fd);
  }
}

function readZipDirectory(fd) {
  const size = fs.fstatSync(fd).size;
  const tail = readExactly(fd, Math.max(0, size - 65557), Math.min(size, 65557));
  const end = tail.lastIndexOf(Buffer.from("504b0506", "hex"));
  if (end < 0) throw new Error("not a zip file");
  const directory = readExactly(fd, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readZipEntry(fd, entry) {
  const local = readExactly(fd, entry.offset, 30);
  const bodyAt = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const data = readExactly(fd, bodyAt, entry.compressedSize);
  const body = entry.method === 0 ? data : zlib.inflateRawSync(data);
  if (zlib.crc32 && zlib.crc32(body) !== entry.crc) throw new Error(`bad checksum: ${entry.name}`);
  return body;
}

function readExactly(fd, position, length) {
  const bytes = Buffer.allocUnsafe(length);
  for (let have = 0; have < length;) {
    const got = fs.readSync(fd, bytes, have, length - have, position + have);
    if (!got) throw new Error("zip is cut short");
    have += got;
  }
  return bytes;
}

/** An asar archive of small text files: pickle(headerSize) pickle(header JSON) bodies. */
export function makeAsar(files) {
  const header = { files: {} };
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    header.files[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
    bodies.push(body);
  }
  const json = Buffer.from(JSON.stringify(header));
  const padded = (json.length + 3) & ~3;
  const head = Buffer.alloc(16 + padded);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + padded, 4);
  head.writeUInt32LE(4 + padded, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}
