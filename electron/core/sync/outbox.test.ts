import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { v7 as createId } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage, type Storage } from "../storage";
import type { ReceivedDossier } from "./entities/dossiers";
import { createOutbox, HOLD_MS, type Outbox } from "./outbox";
import type { OutboxRow } from "./outbox-row";

const START = Date.parse("2026-11-22T02:00:00.000Z");
const FAR = new Date(START + 3_600_000).toISOString();

let folder: string;
let storage: Storage;
let outbox: Outbox;
let now: number;
let dossierId: string;
let pages: number;

const clock = { now: () => new Date(now) };

function open(): void {
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: "5a".repeat(32) });
  outbox = createOutbox({ storage, clock });
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "outbox-"));
  now = START;
  pages = 1;
  dossierId = createId();
  open();
  storage.transaction((writer) => {
    const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', 'x', 'x')";
    writer.run(sql, dossierId);
    outbox.append(writer, { dossierId, kind: "dossier.received", payload: dossierWith(1) });
  });
});
afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

const iso = (ms: number) => new Date(ms).toISOString();
const rows = () => storage.read.all<OutboxRow>("SELECT * FROM outbox ORDER BY sequence");
const supplements = () => rows().filter((row) => row.kind === "dossier.supplemented");
const due = () => {
  const [first] = outbox.listDue({ nowUtc: iso(now), latestUtc: FAR, afterRowid: 0, limit: 1 });
  return rows().find(({ id }) => id === first?.id);
};

/** One more page. @returns whether it made an operation of its own */
function addPage(): boolean {
  pages += 1;
  const payload = dossierWith(pages);
  return storage.transaction((writer) =>
    outbox.appendHeld(writer, { dossierId, kind: "dossier.supplemented", payload }),
  ).isNew;
}

function send(row: OutboxRow | undefined): OutboxRow {
  const taken = outbox.markSending(row?.id ?? "");
  if (!taken) throw new Error("nothing to send");
  storage.transaction((writer) =>
    outbox.markSent(writer, taken.id, {
      receiptId: "r",
      officialCode: "c",
      receivedAtUtc: iso(now),
      number: taken.sequence,
      version: taken.sequence,
    }),
  );
  return taken;
}

describe("an operation that is held", () => {
  it("grows page by page under one id, and each page begins its pause anew", () => {
    send(due());
    expect(addPage()).toBe(true);
    const [first] = supplements();
    now += HOLD_MS - 1;
    expect([addPage(), addPage()]).toEqual([false, false]);
    const [grown, ...more] = supplements();
    expect(more).toEqual([]);
    expect(grown).toMatchObject({ id: first?.id, sequence: 2, next_attempt_at_utc: iso(now + HOLD_MS) });
    expect(namesOf(grown)).toEqual(["page 1", "page 2", "page 3", "page 4"]);
    expect(
      createHash("sha256")
        .update(grown?.payload ?? "")
        .digest("hex"),
    ).toBe(grown?.payload_sha256);
    expect(grown?.size_bytes, "only what is new").toBe(3 * 1000);
    expect([due(), outbox.findNextAttempt(iso(START))]).toEqual([undefined, iso(now + HOLD_MS)]);
    now += HOLD_MS;
    expect(due()?.id).toBe(first?.id);
  });

  it("waits for the ones before it, and does not make the loop try before their turn", () => {
    addPage();
    now += HOLD_MS;
    expect(due()?.kind).toBe("dossier.received");
    expect(outbox.findNextAttempt(iso(START))).toBeUndefined();
    send(due());
    expect(due()?.kind).toBe("dossier.supplemented");
    expect(outbox.findNextAttempt(iso(START))).toBe(iso(START + HOLD_MS));
    expect(outbox.findNextAttempt(iso(START + HOLD_MS + 1))).toBeUndefined();
  });

  it("is not changed any more once its pause is over", () => {
    addPage();
    now += HOLD_MS;
    expect(addPage()).toBe(true);
    expect(supplements().map(namesOf)).toEqual([
      ["page 1", "page 2"],
      ["page 1", "page 2", "page 3"],
    ]);
  });

  it.each<[string, (id: string) => void]>([
    ["let go by the officer", () => outbox.clearPauses()],
    ["being sent", (id) => void outbox.markSending(id)],
    ["put back by a kill", (id) => (outbox.markSending(id), outbox.recover())],
    ["put back because the run was ended", (id) => (outbox.markSending(id), outbox.markWaiting(id))],
    ["to be tried again after a failure", (id) => (outbox.markSending(id), fail(id))],
    ["refused", (id) => outbox.markAttention(id, { code: "PROVINCE_REFUSED", facts: {} })],
    ["released", (id) => (outbox.markAttention(id, { code: "PROVINCE_REFUSED", facts: {} }), outbox.release(id))],
    ["sent", () => send(supplements()[0])],
  ])("is not changed any more when it is %s", (_name, happens) => {
    send(due());
    addPage();
    const [before] = supplements();
    happens(before?.id ?? "");
    expect(addPage()).toBe(true);
    const [after, next] = supplements();
    expect([after?.payload, after?.payload_sha256]).toEqual([before?.payload, before?.payload_sha256]);
    expect(namesOf(next)).toEqual(["page 1", "page 2", "page 3"]);
    expect([next?.sequence, next?.size_bytes]).toEqual([3, 1000]);
  });

  it("is sent as it stands when it is taken, not as it stood when it was found", () => {
    send(due());
    addPage();
    now += HOLD_MS;
    const found = due();
    now -= 2; // another program whose clock is a little behind
    expect(addPage()).toBe(false);
    expect(namesOf(outbox.markSending(found?.id ?? ""))).toEqual(["page 1", "page 2", "page 3"]);
    expect(outbox.markSending(found?.id ?? "")).toBeUndefined();
  });

  it("is still held after a restart", () => {
    addPage();
    storage.close();
    open();
    outbox.recover();
    expect(addPage()).toBe(false);
    expect(namesOf(supplements()[0])).toEqual(["page 1", "page 2", "page 3"]);
  });
});

function fail(id: string): void {
  const nextAttemptAtUtc = iso(now + 2 * HOLD_MS);
  outbox.markWaiting(id, { fault: { code: "PROVINCE_FAILED", facts: {} }, nextAttemptAtUtc });
}

function namesOf(row: OutboxRow | undefined): string[] {
  const { TaiLieuNop } = JSON.parse(row?.payload ?? "") as { TaiLieuNop: { TepDinhKemId: string }[] };
  return TaiLieuNop.map((file) => file.TepDinhKemId);
}

function dossierWith(count: number): ReceivedDossier {
  const files = Array.from({ length: count }, (_, index) => ({
    id: `page ${index + 1}`,
    sha256: createHash("sha256").update(String(index)).digest("hex"),
    sizeBytes: 1000,
    mimeType: "image/jpeg",
  }));
  return {
    ...{ provisionalCode: "TAM-M1-261122-0007", procedureCode: "1.001193", procedureName: "Đăng ký khai sinh" },
    ...{ fieldName: "Hộ tịch", channel: "counter", summary: "Khai sinh", unitName: "UBND xã Đăk Rơ Nga" },
    applicant: { fullName: "Y Blan", personalNumber: "062190000123", address: "Thôn 1", phone: "", email: "" },
    ...{ receivedAtUtc: iso(START), dueAtUtc: null, returnMethod: "post", feeVnd: null, feeText: "" },
    papers: [{ componentCode: "c01", name: "Tờ khai", form: "original", count: 1, reused: false, files }],
  };
}
