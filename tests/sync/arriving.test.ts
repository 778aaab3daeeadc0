// What the province hands down: results over a line that is cut, numbers leased ahead, papers known elsewhere, the catalogue.
import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { remotePagesOf } from "../../electron/core/papers";
import { wantFile } from "../../electron/core/sync";
import { DomainError } from "../../shared/errors";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, type Counter } from "./counter.fixture";
import { useProvinceLine } from "./province-line.fixture";

const bed = useProvinceLine();

const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
const isContent = (path: string) => path.endsWith("/content");

const admin = (path: string, body: object) => askAsClerk(bed.province.url, path, body);

async function uploadByClerk(content: Uint8Array): Promise<void> {
  const response = await fetch(`${bed.province.url}/v1/uploads`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      "tus-resumable": "1.0.0",
      "upload-length": String(content.byteLength),
      "upload-metadata": `sha256 ${Buffer.from(sha256(content)).toString("base64")}`,
      "content-type": "application/offset+octet-stream",
    },
    body: Buffer.from(content),
  });
  expect(response.status, await response.text()).toBe(201);
}

const fileOf = (content: Uint8Array, name: string, mimeType = "application/pdf") => ({
  ...{ sha256: sha256(content), sizeBytes: content.byteLength, mimeType, name },
});

async function handOut(counter: Counter, content: Uint8Array): Promise<string> {
  const dossierId = counter.receive([]);
  await counter.sync.runNow();
  await uploadByClerk(content);
  const officialCode = counter.officialCodeOf(dossierId) ?? "";
  await admin(`dossiers/${officialCode}/results`, {
    officialCode,
    files: [fileOf(content, "Giấy khai sinh.pdf")],
  });
  return dossierId;
}

describe("a result", () => {
  it("comes in pieces over a line that is cut, goes on after a restart where it was, and is what was signed", async () => {
    const counter = await bed.openCounter();
    const content = randomBytes(100_000);
    const dossierId = await handOut(counter, content);
    let pieces = 0;
    bed.line.behave = ({ path }) => (isContent(path) && (pieces += 1) > 3 ? "lose_answer" : "pass");
    await counter.sync.runNow();
    const [coming] = counter.sync.results(dossierId);
    expect(coming).toMatchObject({ name: "Giấy khai sinh.pdf", sizeBytes: 100_000, receivedBytes: 3 * 16 * 1024 });
    expect(() => counter.sync.resultContent({ dossierId, sha256: sha256(content) })).toThrow("NOT_FOUND");
    expect(counter.sync.status().attention).toBe(0);

    const again = await counter.reopen();
    bed.line.behave = () => "pass";
    bed.line.seen.length = 0;
    await again.sync.runNow();
    expect(bed.line.seen.filter(({ path }) => isContent(path))).toHaveLength(4);
    expect(again.sync.results(dossierId)).toMatchObject([{ receivedBytes: 100_000 }]);
    const { bytes, mimeType } = again.sync.resultContent({ dossierId, sha256: sha256(content) });
    expect([sha256(bytes), mimeType]).toEqual([sha256(content), "application/pdf"]);
    expect(again.storage.read.value("SELECT count(*) FROM download_pieces")).toBe(0);
  });

  it("whose pieces were spoilt here is thrown away and fetched anew", async () => {
    const counter = await bed.openCounter();
    const content = randomBytes(40_000);
    const dossierId = await handOut(counter, content);
    let pieces = 0;
    bed.line.behave = ({ path }) => (isContent(path) && (pieces += 1) > 1 ? "lose_answer" : "pass");
    await counter.sync.runNow();
    counter.storage.transaction((writer) => writer.run("UPDATE download_pieces SET content = zeroblob(16384)"));
    bed.line.behave = () => "pass";
    await counter.sync.runNow();
    expect(counter.sync.results(dossierId)).toMatchObject([{ receivedBytes: 0 }]);
    await counter.sync.runNow();
    expect(sha256(counter.sync.resultContent({ dossierId, sha256: sha256(content) }).bytes)).toBe(sha256(content));
  });

  it("does not keep a dossier from being sent while its file cannot be had", async () => {
    const counter = await bed.openCounter();
    await handOut(counter, randomBytes(20_000));
    bed.line.behave = ({ path }) => (isContent(path) ? "lose_answer" : "pass");
    const next = counter.receive([randomBytes(20_000)]);
    await counter.sync.runNow();
    expect(counter.stateOf(next)).toBe("sent");
  });
});

describe("leased numbers", () => {
  const leases = (counter: Counter) =>
    counter.storage.read.all<{ lease_id: string; day: string; first_number: number; last_number: number }>(
      "SELECT * FROM number_leases ORDER BY day",
    );

  it("are there for today and the days of a week after one run, and are not asked for again", async () => {
    const counter = await bed.openCounter();
    const first = leases(counter);
    expect(first.length).toBeGreaterThanOrEqual(7);
    for (const lease of first) expect(lease).toMatchObject({ first_number: 1, last_number: 20 });
    await counter.sync.runNow();
    expect(leases(counter)).toEqual(first);
    expect(bed.line.seen.map(({ path }) => path)).not.toContain("/v1/number-leases");
  });

  it("whose answer was lost come with the same wish again", async () => {
    const counter = await bed.openCounter();
    counter.storage.transaction((writer) => writer.run("DELETE FROM number_leases"));
    bed.line.behave = ({ path }) => (path === "/v1/number-leases" ? "lose_answer" : "pass");
    await counter.sync.runNow();
    expect(leases(counter)).toEqual([]);
    bed.line.behave = () => "pass";
    await counter.sync.runNow();
    expect(leases(counter)[0]).toMatchObject({ first_number: 21, last_number: 40 });
  });
});

it("numbers of a day that the province refuses keep nothing else from coming", async () => {
  const monthsAgo = { now: () => new Date(Date.now() - 90 * 86_400_000) };
  const counter = await bed.openCounter({ clock: monthsAgo });
  await counter.sync.runNow();
  expect(counter.storage.read.value("SELECT count(*) FROM number_leases")).toBe(0);
  expect(counter.storage.read.value("SELECT value FROM sync_state WHERE key = 'leaseWish'")).toBe("null");
  expect(bed.line.seen.map(({ path }) => path.split("?")[0])).toContain("/v1/reusable-papers");
});

describe("papers known elsewhere", () => {
  /** Chosen for a dossier: its pages come, can be looked at, and the window is told. */
  async function comesDown(
    { storage, sync, changes, blobs }: Counter,
    { dossierId, paperId, content }: { dossierId: string; paperId: string; content: Uint8Array },
  ): Promise<void> {
    expect(remotePagesOf(storage.read, paperId)).toEqual({ pageIds: [], coming: 1 });
    storage.transaction((writer) => {
      writer.run(
        `INSERT INTO components (id, dossier_id, position, code, name, label, duty, status, remote_paper_id)
         VALUES ('c', ?, 1, 'c01', 'Tờ khai', 'Tờ khai', 'submit', 'reused', ?)`,
        ...[dossierId, paperId],
      );
      wantFile(writer, fileOf(content, "Tờ khai", "image/jpeg"), { isUrgent: true });
    });
    const told: (string | null)[] = [];
    changes.subscribe(({ topic, id }) => void (topic === "dossiers" && told.push(id)));
    await sync.runNow();
    expect(told).toContain(dossierId);
    expect(remotePagesOf(storage.read, paperId)).toMatchObject({ pageIds: [expect.any(String)], coming: 0 });
    expect(sha256(blobs.get(sha256(content)))).toBe(sha256(content));
  }

  it("come for somebody who has a dossier here, and for nobody else", async () => {
    const [here, there] = [await bed.openCounter(), await bed.openCounter()];
    const file = randomBytes(20_000);
    there.receive([file]);
    await there.sync.runNow();
    const dossierId = here.receive([randomBytes(300)]);
    here.storage.transaction((writer) =>
      writer.run("UPDATE dossiers SET personal_number = '062190000123' WHERE id = ?", dossierId),
    );
    await here.sync.runNow();
    await here.sync.runNow();
    const kept = here.storage.read.all<{ paper_id: string; files: string }>("SELECT * FROM remote_papers");
    expect(kept.some((paper) => paper.files.includes(sha256(file)))).toBe(true);
    for (const { paper_id: id } of kept) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const paper = kept.find(({ files }) => files.includes(sha256(file)));
    await comesDown(here, { dossierId, paperId: paper?.paper_id ?? "", content: file });
    await there.sync.runNow();
    expect(there.storage.read.value("SELECT count(*) FROM remote_papers"), "its dossier has no number").toBe(0);
  });
});

describe("the catalogue of the province", () => {
  async function publish(version: string, text: string): Promise<void> {
    const content = Buffer.from(text, "utf8");
    await uploadByClerk(content);
    await admin("catalogue", { version, file: fileOf(content, "catalogue.json", "application/json") });
  }

  it("is taken over at once, and again at the next start", async () => {
    const taken: string[] = [];
    const replaceCatalogue = (file: Uint8Array) => void taken.push(Buffer.from(file).toString("utf8"));
    await publish("2026.12", "content 12");
    const counter = await bed.openCounter({ replaceCatalogue });
    expect(taken).toEqual(["content 12"]);
    await counter.sync.runNow();
    expect(taken).toHaveLength(1);
    await counter.reopen();
    expect(taken).toEqual(["content 12", "content 12"]);
  });

  it("that is damaged is refused once, and not fetched again", async () => {
    let tries = 0;
    const replaceCatalogue = () => {
      tries += 1;
      throw new DomainError("CATALOGUE_DAMAGED", { file: "province", reason: "format" });
    };
    await publish("2026.13", "content 13");
    const counter = await bed.openCounter({ replaceCatalogue });
    await counter.sync.runNow();
    expect(tries).toBe(1);
    expect(bed.line.seen.filter(({ path }) => isContent(path))).toEqual([]);
  });
});
