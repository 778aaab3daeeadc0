// An officer and a clerk of the province edit the same dossiers over a line that loses answers: nothing that either wrote is
// lost without somebody's decision, and in the end both sides have the same records.
import { afterEach, expect, it } from "vitest";
import type { ReceivedDossier } from "../../../electron/core/sync";
import type { DossierRecord } from "../../../shared/wire";
import type { Seen } from "../../sync/bad-line.fixture";
import { askAsClerk } from "../../sync/clerk.fixture";
import { sampleDossier, type Counter } from "../../sync/counter.fixture";
import { seededRandom } from "../seeded-random";
import { bySize, NOTHING_WRONG, SEED, writeAccount } from "./account-line";
import { openGatewayBed, type GatewayBed } from "./gateway-bed";

const EDITS = bySize({ short: 120, soak: 4000 });
const DOSSIERS = bySize({ short: 6, soak: 60 });
const TEST_MS = bySize({ short: 120_000, soak: 3_600_000 });
const FIELDS = ["ChuHoSo", "Email", "TrichYeuHoSo", "ThongTinKhac"] as const;
type Field = (typeof FIELDS)[number];
type Values = Record<Field, string>;

let bed: GatewayBed;
afterEach(() => bed.close());

const isAdmin = ({ path }: Seen): boolean => path.includes("/admin/");

/** Who last wrote what into each field of a dossier. */
interface Edited {
  id: string;
  source: ReceivedDossier;
  /** As the officer's window has it. */
  here: Values;
  officer: Partial<Values>;
  clerk: Partial<Values>;
}

const valuesOf = (record: DossierRecord): Values =>
  Object.fromEntries(FIELDS.map((field) => [field, record[field]])) as Values;

function toSource({ source, here }: Edited): ReceivedDossier {
  const { ChuHoSo: fullName, Email: email, ThongTinKhac: address, TrichYeuHoSo: summary } = here;
  return { ...source, summary, applicant: { ...source.applicant, fullName, email, address } };
}

function receive(counter: Counter): Edited {
  const source: ReceivedDossier = { ...sampleDossier(), papers: [] };
  const { fullName: ChuHoSo, email: Email, address: ThongTinKhac } = source.applicant;
  const id = counter.receive([], source);
  return { id, source, here: { ChuHoSo, Email, ThongTinKhac, TrichYeuHoSo: source.summary }, officer: {}, clerk: {} };
}

/** What came down since: the officer's window shows it. */
function look(counter: Counter, edited: readonly Edited[]): void {
  for (const { dossierId, record } of counter.records.splice(0)) {
    const dossier = edited.find(({ id }) => id === dossierId);
    if (dossier) dossier.here = valuesOf(record);
  }
}

function decideAll(counter: Counter, random: () => number): number {
  const open = counter.sync.conflicts(null);
  for (const { id } of open)
    counter.sync.resolveConflict({ conflictId: id, choice: { take: random() < 0.5 ? "mine" : "theirs" } });
  return open.length;
}

interface Edit {
  dossier: Edited;
  field: Field;
  value: string;
}

async function editAtProvince(counter: Counter, { dossier, field, value }: Edit): Promise<void> {
  const code = counter.officialCodeOf(dossier.id);
  if (!code) return;
  await askAsClerk(bed.line.url, `dossiers/${code}/record`, { fields: { [field]: value }, changedBy: "Cán bộ tỉnh" });
  dossier.clerk[field] = value;
}

function editHere(counter: Counter, { dossier, field, value }: Edit): void {
  dossier.here = { ...dossier.here, [field]: value };
  const payload = toSource(dossier);
  counter.storage.transaction((writer) => counter.outbox.amend(writer, { dossierId: dossier.id, payload }));
  dossier.officer[field] = value;
}

/** A value that nobody wrote last, or a field that one alone wrote and that has another value. */
function findLostEdits(counter: Counter, { id, officer, clerk, here }: Edited): string[] {
  const text = counter.storage.read.value<string>("SELECT record FROM standing_records WHERE dossier_id = ?", id);
  const standing = JSON.parse(text ?? "{}") as Values;
  return FIELDS.flatMap((field) => {
    const written = [officer[field], clerk[field]].filter((value) => value !== undefined);
    const isThere = written.length === 0 || written.includes(standing[field]);
    return isThere && here[field] === standing[field] ? [] : [`${id} ${field}`];
  });
}

it(
  `an officer and a clerk edit the same dossiers, ${EDITS} times`,
  async () => {
    bed = await openGatewayBed("H41.6");
    const random = seededRandom(SEED);
    const counter = await bed.openCounter();
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
    const edited = Array.from({ length: DOSSIERS }, () => receive(counter));
    await counter.sync.runNow();
    look(counter, edited);
    bed.line.behave = (request) => (!isAdmin(request) && random() < 0.2 ? "lose_answer" : "pass");
    let conflicts = 0;
    for (let edit = 0; edit < EDITS; edit += 1) {
      const [dossier, field] = [pick(edited), pick(FIELDS)];
      const value = field === "Email" ? `lan${edit}@example.vn` : `lần ${edit}`;
      if (random() < 0.5) await editAtProvince(counter, { dossier, field, value });
      else if (counter.sync.conflicts(dossier.id).length === 0) editHere(counter, { dossier, field, value });
      if (random() < 0.4) await counter.sync.runNow();
      if (random() < 0.3) conflicts += decideAll(counter, random);
      look(counter, edited);
    }
    bed.line.behave = () => "pass";
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await counter.sync.runNow();
      const open = decideAll(counter, random);
      conflicts += open;
      look(counter, edited);
      if (open > 0 || counter.sync.status().waiting > 0) quiet = 0;
    }
    const lostEdits = edited.flatMap((dossier) => findLostEdits(counter, dossier));
    const verdict = await bed.judge(edited.map(({ id }) => id));
    writeAccount("two editors", `edits ${EDITS} conflicts ${conflicts} edits lost ${lostEdits.length}`, verdict);
    expect(lostEdits).toEqual([]);
    expect(verdict).toEqual(NOTHING_WRONG);
    expect(conflicts).toBeGreaterThan(0);
  },
  TEST_MS,
);
