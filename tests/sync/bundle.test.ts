// The stick between a real counter and a real province, alone and mixed with the line.
import fc from "fast-check";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { v7 as createId } from "uuid";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { selectOperations } from "../../electron/core/sync/bundle/select-operations";
import { startProvince, type Province } from "../../province/start";
import { DomainError } from "../../shared/errors";
import { BUNDLE_EXTENSION, RECEIPT_EXTENSION } from "../../shared/wire";
import { openBadLine } from "./bad-line.fixture";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage, type Counter } from "./counter.fixture";

const SEED = 20_261_123;
const RUNS = 12;

let province: Province;
let units = 300;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
});
afterAll(() => province.close());

interface AtProvince {
  dossierId: string;
  officialCode: string;
  unitCode: string;
  fileCount: number;
}

async function atProvince(unitCode: string): Promise<AtProvince[]> {
  const { items } = await askAsClerk<{ items: AtProvince[] }>(province.url, "dossiers?limit=1000");
  return items.filter((item) => item.unitCode === unitCode);
}

async function openRegistered(at: Province = province): Promise<Counter & { unitCode: string; folder: string }> {
  units += 1;
  const unitCode = `H34.12.${units}`;
  const { folder, open } = createCounter({ unitCode });
  const counter = open();
  onTestFinished(() => counter.close());
  await counter.sync.register({ provinceUrl: at.url, enrolmentCode: ENROLMENT_CODE });
  return { ...counter, unitCode, folder };
}

function makeStick(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stick-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** At the province itself. @returns the receipt bundle beside it */
async function acceptAtProvince(file: string, at: Province = province): Promise<string> {
  const place = file.replace(new RegExp(`${BUNDLE_EXTENSION}$`), RECEIPT_EXTENSION);
  fs.writeFileSync(place, await at.acceptBundle(file));
  return place;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return error instanceof DomainError ? error.code : `not ours: ${String(error)}`;
  }
}

/** A component of a dossier for which a paper stands in that another unit digitised. */
function reuseRemote(counter: Counter, dossierId: string, { page }: { page: Uint8Array }): void {
  const files = [
    { sha256: sha256Of(page), sizeBytes: page.byteLength, mimeType: "image/jpeg", name: "Giấy chứng sinh" },
  ];
  counter.storage.transaction((writer) => {
    const paperId = createId();
    writer.run(
      "INSERT INTO remote_papers VALUES (?, '062190000123', 'x', 'c02', 'Giấy chứng sinh', 'x', 'Xã bên', 'x', ?)",
      ...[paperId, JSON.stringify(files)],
    );
    writer.run(
      `INSERT INTO components (id, dossier_id, position, code, name, label, duty, status, remote_paper_id)
       VALUES (?, ?, 1, 'c02', 'Giấy chứng sinh', 'Giấy chứng sinh', 'submit', 'reused', ?)`,
      ...[createId(), dossierId, paperId],
    );
  });
}

const sha256Of = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

describe("the stick", () => {
  it("names a paper that another unit digitised by its hash while its pages are not here yet", async () => {
    const [there, here] = [await openRegistered(), await openRegistered()];
    const page = randomPage(50_000);
    there.receive([page]);
    await there.sync.runNow();
    const paper = { componentCode: "c02", name: "Giấy chứng sinh", form: "copy", count: 1, reused: true } as const;
    const file = { id: createId(), sha256: sha256Of(page), sizeBytes: page.byteLength, mimeType: "image/jpeg" };
    const id = here.receive([randomPage(1000)], { papers: [{ ...paper, files: [file] }] });
    reuseRemote(here, id, { page });
    const { file: bundle, sizeBytes } = await here.sync.bundle.export(makeStick());
    expect(here.stateOf(id)).toBe("waiting");
    expect(sizeBytes).toBeLessThan(page.byteLength);
    await here.sync.bundle.import(await acceptAtProvince(bundle));
    expect(here.stateOf(id)).toBe("sent");
    expect(await atProvince(here.unitCode)).toMatchObject([{ fileCount: 2 }]);
  });

  it("takes the queue to the province and brings the receipts back", async () => {
    const counter = await openRegistered();
    const shared = randomPage(30_000);
    const ids = [counter.receive([shared, randomPage(200_000)]), counter.receive([shared]), counter.receive([])];
    const { file, operations, left, sizeBytes, runId } = await counter.sync.bundle.export(makeStick());
    expect({ operations, left, sizeBytes }).toEqual({ operations: 3, left: 0, sizeBytes: fs.statSync(file).size });
    expect(counter.sync.status()).toMatchObject({ waiting: 3, sent: 0, bundle: null });
    const receipts = await acceptAtProvince(file);
    expect(await counter.sync.bundle.import(receipts)).toMatchObject({ kind: "receipts", accepted: 3, notAccepted: 0 });
    expect(counter.sync.status()).toMatchObject({ waiting: 0, sent: 3 });
    const there = await atProvince(counter.unitCode);
    expect(there.map((dossier) => dossier.dossierId).sort()).toEqual([...ids].sort());
    for (const { dossierId, officialCode } of there) expect(counter.officialCodeOf(dossierId)).toBe(officialCode);
    expect(counter.sync.runs({ limit: 10, offset: 0 }).map(({ kind }) => kind)).toEqual([
      "bundle_receipts",
      "bundle_export",
    ]);
    expect(counter.sync.runs({ limit: 10, offset: 0 }).find((run) => run.id === runId)?.bytes).toBe(sizeBytes);
  });

  it("is encrypted: neither names nor pages can be read on it, and the way back names nobody", async () => {
    const counter = await openRegistered();
    const page = Buffer.from("chữ trên trang giấy ".repeat(500));
    counter.receive([page]);
    const { file } = await counter.sync.bundle.export(makeStick());
    const receipts = fs.readFileSync(await acceptAtProvince(file));
    for (const bytes of [fs.readFileSync(file), receipts])
      for (const word of ["Nguyễn Thị Hạnh", "062190000123", "chữ trên trang"])
        expect(bytes.includes(word)).toBe(false);
  });

  it("answers the same bundle with the same bytes, and its receipts are applied once", async () => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(5000)]);
    const { file } = await counter.sync.bundle.export(makeStick());
    const answers = [await province.acceptBundle(file), await province.acceptBundle(file)];
    expect(answers[1]).toBe(answers[0]);
    const receipts = await acceptAtProvince(file);
    await counter.sync.bundle.import(receipts);
    const applied = counter.receipts.length;
    expect(await counter.sync.bundle.import(receipts)).toMatchObject({ accepted: 1 });
    expect(counter.receipts).toHaveLength(applied);
    expect((await atProvince(counter.unitCode)).map((dossier) => dossier.dossierId)).toEqual([id]);
  });

  it("may overlap with the line: whichever comes first counts, and the other changes nothing", async () => {
    const counter = await openRegistered();
    counter.receive([randomPage(5000)]);
    const { file } = await counter.sync.bundle.export(makeStick());
    expect(await counter.sync.runNow()).toMatchObject({ sent: 1, waiting: 0 });
    const receipts = await acceptAtProvince(file);
    expect(await counter.sync.bundle.import(receipts)).toMatchObject({ accepted: 1 });
    const [dossier, ...others] = await atProvince(counter.unitCode);
    expect(others).toEqual([]);
    expect(counter.officialCodeOf(dossier?.dossierId ?? "")).toBe(dossier?.officialCode);
  });

  it("is passed on by another counter, which cannot read it, and the receipts are put beside it", async () => {
    const [far, near] = [await openRegistered(), await openRegistered()];
    const ids = [far.receive([randomPage(3_000_000)]), far.receive([])];
    const { file } = await far.sync.bundle.export(makeStick());
    const relayed = await near.sync.bundle.import(file);
    expect(relayed).toMatchObject({ kind: "relayed", accepted: 2, notAccepted: 0 });
    expect(relayed.receiptFile).toBe(file.replace(BUNDLE_EXTENSION, RECEIPT_EXTENSION));
    expect(near.sync.status()).toMatchObject({ sent: 0, waiting: 0 });
    expect(await codeOf(near.sync.bundle.import(relayed.receiptFile ?? ""))).toBe("BUNDLE_NOT_OURS");
    // Once more, after the province has cleared the bundle away: the same answer.
    const before = fs.readFileSync(relayed.receiptFile ?? "", "utf8");
    await near.sync.bundle.import(file);
    expect(fs.readFileSync(relayed.receiptFile ?? "", "utf8")).toBe(before);
    await far.sync.bundle.import(relayed.receiptFile ?? "");
    expect(ids.map((id) => far.stateOf(id))).toEqual(["sent", "sent"]);
  });

  it("brings a refusal back with its reason, and the others are accepted", async () => {
    const counter = await openRegistered();
    const good = counter.receive([]);
    const bad = counter.receive([], { summary: "x".repeat(1001) });
    const { file } = await counter.sync.bundle.export(makeStick());
    const receipts = await acceptAtProvince(file);
    expect(await counter.sync.bundle.import(receipts)).toMatchObject({ accepted: 1, notAccepted: 1 });
    expect([counter.stateOf(good), counter.stateOf(bad)]).toEqual(["sent", "attention"]);
    expect(counter.operation(bad)?.fault).toMatchObject({ code: "PROVINCE_REFUSED" });
    expect(String(counter.operation(bad)?.fault?.facts["reason"])).toContain("TrichYeuHoSo");
    // Released since, it is not parked again by the old answer.
    counter.sync.release(counter.operation(bad)?.id ?? "");
    await counter.sync.bundle.import(receipts);
    expect(counter.stateOf(bad)).toBe("waiting");
  });

  it("leaves a dossier with a damaged page at home, and takes the others", async () => {
    const counter = await openRegistered();
    const page = randomPage(4000);
    const bad = counter.receive([page]);
    const good = counter.receive([randomPage(4000)]);
    counter.forgetPage(page);
    const { file, operations } = await counter.sync.bundle.export(makeStick());
    expect(operations).toBe(1);
    await counter.sync.bundle.import(await acceptAtProvince(file));
    expect([counter.stateOf(bad), counter.stateOf(good)]).toEqual(["attention", "sent"]);
  });

  it("says that there is nothing to take, that there is no province, and that the stick is not there", async () => {
    const counter = await openRegistered();
    expect(await codeOf(counter.sync.bundle.export(makeStick()))).toBe("QUEUE_EMPTY");
    counter.receive([]);
    expect(await codeOf(counter.sync.bundle.export(path.join(makeStick(), "gone")))).toBe("BUNDLE_FOLDER_UNWRITABLE");
    const stranger = createCounter({ unitCode: "H34.12.999" }).open();
    onTestFinished(() => stranger.close());
    stranger.receive([]);
    expect(await codeOf(stranger.sync.bundle.export(makeStick()))).toBe("PROVINCE_NOT_CONFIGURED");
  });

  it("counts what was signed before the device key was changed, and nothing of a revoked counter", async () => {
    const counter = await openRegistered();
    const id = counter.receive([]);
    const { file } = await counter.sync.bundle.export(makeStick());
    await counter.sync.rotateKey();
    await counter.sync.bundle.import(await acceptAtProvince(file));
    expect(counter.stateOf(id)).toBe("sent");
    counter.receive([]);
    const { file: later } = await counter.sync.bundle.export(makeStick());
    const { counterId } = JSON.parse(
      counter.storage.read.value<string>("SELECT value FROM sync_state WHERE key = 'registration'") ?? "{}",
    ) as { counterId: string };
    await askAsClerk(province.url, `counters/${counterId}/revoke`, {});
    await expect(province.acceptBundle(later)).rejects.toMatchObject({ code: "BUNDLE_REFUSED" });
    expect(await atProvince(counter.unitCode)).toHaveLength(1);
  });

  it("leaves what stands in conflict to the line, with a word, and takes the next ones", async () => {
    const counter = await openRegistered();
    const id = counter.receive([]);
    const first = await counter.sync.bundle.export(makeStick());
    await province.acceptBundle(first.file);
    // The answer never came, and the officer has corrected the dossier: a new operation for the same reception.
    counter.storage.transaction((writer) => {
      writer.run(
        `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, created_at_utc)
         SELECT '019aa000-0000-7000-8000-000000000001', dossier_id, 2, kind, payload, payload_sha256, created_at_utc
         FROM outbox WHERE dossier_id = ?`,
        id,
      );
      writer.run("UPDATE outbox SET state = 'replaced' WHERE dossier_id = ? AND sequence = 1", id);
    });
    const { file } = await counter.sync.bundle.export(makeStick());
    const receipts = await acceptAtProvince(file);
    expect(await counter.sync.bundle.import(receipts)).toMatchObject({ accepted: 0, notAccepted: 1 });
    const [, second] = counter.sync.queue({ filter: "all", limit: 1 })[0]?.operations ?? [];
    expect(second).toMatchObject({
      state: "waiting",
      bundleId: null,
      fault: { code: "PROVINCE_CONFLICT" },
    });
  });

  it("goes up over a line that is cut, and can be stopped", async () => {
    const line = await openBadLine(province.url);
    onTestFinished(() => line.close());
    const [far, near] = [await openRegistered(), await openRegistered({ ...province, url: line.url })];
    far.receive([randomPage(4_500_000)]);
    const { file } = await far.sync.bundle.export(makeStick());
    let pieces = 0;
    line.behave = ({ method }) => (method === "PATCH" && (pieces += 1) % 2 === 0 ? { cutAfterBytes: 300_000 } : "pass");
    expect(await near.sync.bundle.import(file)).toMatchObject({ kind: "relayed", accepted: 1 });
    expect(pieces).toBeGreaterThan(5);
    far.receive([randomPage(4_500_000)]);
    const { file: second } = await far.sync.bundle.export(makeStick());
    line.behave = ({ method }) => {
      if (method === "PATCH") near.sync.bundle.cancel();
      return "pass";
    };
    expect(await codeOf(near.sync.bundle.import(second))).toBe("CANCELLED");
    expect(near.sync.status().bundle).toBeNull();
  });

  it("takes fewer operations when they do not fit, those that never left first, until all have left", async () => {
    const counter = await openRegistered();
    const ids = [1, 2, 3].map(() => counter.receive([randomPage(1000)]));
    const room = { bundleBytes: 2500, manifestBytes: 1_000_000 };
    const select = () => counter.storage.transaction((writer) => selectOperations(writer, room));
    const first = select();
    expect([first.rows.map((row) => row.dossier_id), first.left]).toEqual([ids.slice(0, 2), 1]);
    counter.storage.transaction((writer) =>
      first.rows.forEach((row) => writer.run("UPDATE outbox SET bundle_id = ? WHERE id = ?", row.id, row.id)),
    );
    expect(select().rows.map((row) => row.dossier_id)).toEqual([ids[2], ids[0]]);
  });
});

describe("a receipt bundle that is not as it was written", () => {
  it("is refused whole, wherever it was cut or changed", async () => {
    const counter = await openRegistered();
    const id = counter.receive([]);
    const { file } = await counter.sync.bundle.export(makeStick());
    const receipts = await acceptAtProvince(file);
    const text = fs.readFileSync(receipts, "utf8");
    const outcomes = new Set<string>();
    async function tryText(changed: string): Promise<void> {
      fs.writeFileSync(receipts, changed);
      const code = await codeOf(counter.sync.bundle.import(receipts));
      expect(["BUNDLE_DAMAGED", "BUNDLE_FORGED", "BUNDLE_NOT_OURS", "BUNDLE_TOO_NEW"]).toContain(code);
      outcomes.add(code);
      expect(counter.stateOf(id)).toBe("waiting");
    }
    for (let percent = 0; percent < 100; percent += 10)
      await tryText(text.slice(0, Math.floor((text.length * percent) / 100)));
    for (let at = 0; at < text.length; at += 7)
      await tryText(text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1));
    await tryText(`${text}\n`);
    await tryText(text.replace("QMC-RECEIPTS 1", "QMC-RECEIPTS 2"));
    await tryText("x".repeat(1000));
    expect([...outcomes].sort()).toEqual(["BUNDLE_DAMAGED", "BUNDLE_FORGED", "BUNDLE_NOT_OURS", "BUNDLE_TOO_NEW"]);
    fs.writeFileSync(receipts, text);
    await counter.sync.bundle.import(receipts);
    expect(counter.stateOf(id)).toBe("sent");
  });

  it("is refused when another province signed it", async () => {
    const elsewhere = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
    onTestFinished(() => elsewhere.close());
    const [here, there] = [await openRegistered(), await openRegistered(elsewhere)];
    const id = here.receive([]);
    there.receive([]);
    const { file } = await there.sync.bundle.export(makeStick());
    const text = fs.readFileSync(await acceptAtProvince(file, elsewhere), "utf8");
    const counterId = (counter: Counter) =>
      (
        JSON.parse(
          counter.storage.read.value<string>("SELECT value FROM sync_state WHERE key = 'registration'") ?? "{}",
        ) as { counterId: string }
      ).counterId;
    const forged = path.join(makeStick(), "forged.qmcr");
    fs.writeFileSync(forged, text.replace(counterId(there), counterId(here)));
    expect(await codeOf(here.sync.bundle.import(forged))).toBe("BUNDLE_FORGED");
    expect(here.stateOf(id)).toBe("waiting");
    await expect(province.acceptBundle(file)).rejects.toMatchObject({ code: "BUNDLE_REFUSED" });
  });
});

interface Step {
  do: "receive" | "export" | "line" | "carry" | "back";
  /** Of the files on the stick. */
  which: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("receive", "receive", "export", "export", "line", "carry", "carry", "back"),
  which: fc.nat(5),
});

it(`brings each dossier exactly once, whatever goes by stick or line, in any order, twice or never (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const counter = await openRegistered();
      const stick = makeStick();
      const ids: string[] = [];
      const files = (ending: string) =>
        fs
          .readdirSync(stick)
          .filter((name) => name.endsWith(ending))
          .sort();
      for (const [index, present] of steps.entries()) {
        if (present.do === "receive") ids.push(counter.receive([randomPage(500 + index)]));
        else if (present.do === "line") await counter.sync.runNow();
        else if (present.do === "export") await codeOf(counter.sync.bundle.export(stick));
        else {
          const names = files(present.do === "carry" ? BUNDLE_EXTENSION : RECEIPT_EXTENSION);
          const name = names[present.which % Math.max(1, names.length)];
          if (name === undefined) continue;
          const file = path.join(stick, name);
          if (present.do === "carry") await acceptAtProvince(file);
          else expect(await codeOf(counter.sync.bundle.import(file))).toBe("done");
        }
      }
      if (ids.length === 0) return;
      const rest = await codeOf(counter.sync.bundle.export(stick));
      expect(["done", "QUEUE_EMPTY"]).toContain(rest);
      for (const name of files(BUNDLE_EXTENSION)) {
        const receipts = await acceptAtProvince(path.join(stick, name));
        expect(await codeOf(counter.sync.bundle.import(receipts))).toBe("done");
      }
      expect(counter.sync.status()).toMatchObject({ sent: ids.length, waiting: 0, attention: 0 });
      const there = await atProvince(counter.unitCode);
      expect(there.map((dossier) => dossier.dossierId).sort()).toEqual([...ids].sort());
      for (const { dossierId, officialCode } of there) expect(counter.officialCodeOf(dossierId)).toBe(officialCode);
      expect(new Set(there.map((dossier) => dossier.officialCode)).size).toBe(ids.length);
    }),
    { seed: SEED, numRuns: RUNS },
  );
}, 120_000);
