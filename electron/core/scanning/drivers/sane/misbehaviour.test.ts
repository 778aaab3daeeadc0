import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import type { DomainError } from "../../../../../shared/errors";
import type { DriverEvent } from "../../driver";
import { writeFakeScanimage, type FakeScanimage } from "./fake-scanimage.fixture";
import { createSaneDriver, type SaneOptions } from "./index";

const NEVER = new AbortController().signal;
const FEEDER = { deviceId: "fujitsu:fi:1", settings: ScanSettings.parse({ source: "feeder", resolutionDpi: 200 }) };

// As the fujitsu backend prints it, shortened; the sensor says what the device saw last.
const FUJITSU = (doubleFeed: string) => `
    --source ADF Front|ADF Back|ADF Duplex [ADF Front] [advanced]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
    --page-width 2.5..221.121mm (in steps of 0.0211639) [215.872]
    --page-height 2.5..863.489mm (in steps of 0.0211639) [279.364]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    -y 0..863.489mm (in steps of 0.0211639) [279.364]
    --df-action Default|Continue|Stop [Default] [advanced]
    --df-thickness[=(yes|no)] [inactive]
    --double-feed[=(yes|no)] [${doubleFeed}] [hardware]
`;

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "fake-scanimage-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function withScanimage(fake: FakeScanimage, limits: Omit<SaneOptions, "book"> = {}) {
  const lines: string[] = [];
  const book = { log: (_driver: string, _deviceId: string, line: string) => void lines.push(line) };
  return { driver: createSaneDriver(writeFakeScanimage(folder, fake), { book, ...limits }), lines };
}

function feeder(doubleFeed: string, scan: string): FakeScanimage {
  const list = path.join(folder, `options-${doubleFeed}`);
  fs.writeFileSync(list, FUJITSU(doubleFeed));
  return { options: `cat '${list}'`, scan };
}

async function scan(fake: FakeScanimage, limits: Omit<SaneOptions, "book"> = {}): Promise<Outcome> {
  const { driver, lines } = withScanimage(fake, limits);
  const events: DriverEvent[] = [];
  try {
    for await (const event of driver.scan(FEEDER, NEVER)) events.push(event);
    return { events, lines };
  } catch (error) {
    return { events, code: (error as DomainError).code, lines };
  }
}

interface Outcome {
  events: DriverEvent[];
  code?: string;
  lines: string[];
}

const JAM = 'echo "Scanned page 1. (scanner status = 6)" >&2; exit 6';
/** One page into the file of the batch, then what follows. */
const PAGE_THEN = (rest: string) =>
  `for a in "$@"; do case "$a" in --batch=*) f="\${a#--batch=}"; esac; done; read; f="\${f/\\%d/1}"; echo II > "$f"
  echo "Scanned page 1. (scanner status = 5)" >&2; echo "$f"; read; ${rest}`;

describe("what scanimage says", () => {
  test("a jam is a double feed when the sensor of the feeder has seen two sheets", async () => {
    expect(await scan(feeder("yes", PAGE_THEN("exit 6")))).toMatchObject({
      code: "SCANNER_DOUBLE_FEED",
      events: [{ kind: "page" }, { kind: "sheets-fed", sheets: 1 }],
    });
    expect(await scan(feeder("no", JAM))).toMatchObject({ code: "SCANNER_JAM" });
  });

  test("the jam stays a jam when the device does not answer after it", async () => {
    const asked = path.join(folder, "asked");
    const { options } = feeder("yes", JAM);
    expect(await scan({ options: `[ -e ${asked} ] && exit 9; touch ${asked}; ${options}`, scan: JAM })).toMatchObject({
      code: "SCANNER_JAM",
    });
  });

  test("the detection of double feeds is turned on, and the width of the sheet told", async () => {
    const said = path.join(folder, "said");
    await scan(feeder("no", `echo "$*" > ${said}; ${JAM}`));
    expect(fs.readFileSync(said, "utf8")).toContain(
      "--df-action=Stop --df-thickness=yes --page-width=210 --page-height=297 -x 210 -y 297",
    );
  });

  test("sheets are counted by scanimage itself, also one whose file never came", async () => {
    const another = 'echo "Scanned page 2. (scanner status = 5)" >&2; exit 0';
    const { events } = await scan(feeder("no", PAGE_THEN(another)));
    expect(events.map(({ kind }) => kind)).toEqual(["page", "sheets-fed"]);
    expect(events.at(-1)).toEqual({ kind: "sheets-fed", sheets: 2 });
  });

  test("a device that is never let go costs no page, and is not waited for", async () => {
    const hangs = feeder("no", PAGE_THEN('echo "Batch terminated, 1 page scanned" >&2; exec sleep 60'));
    const { events, code, lines } = await scan(hangs, { closesWithinMs: 300 });
    expect({ code, kinds: events.map(({ kind }) => kind) }).toEqual({ code: undefined, kinds: ["page", "sheets-fed"] });
    expect(lines.join("\n")).toContain("killed: no sign of life for 300 ms");
  });

  test.each([
    { said: "Document feeder jammed", code: "SCANNER_JAM" },
    { said: "Scanner cover is open", code: "SCANNER_COVER_OPEN" },
    { said: "Document feeder out of documents", code: undefined },
    { said: "something new", code: "SCANNER_FAILED" },
  ])("$said is told as such when the device is never let go after it", async ({ said, code }) => {
    const words = `echo "scanimage: sane_start: ${said}" >&2; echo "Batch terminated, 1 page scanned" >&2`;
    const outcome = await scan(feeder("no", PAGE_THEN(`${words}; exec sleep 60`)), { closesWithinMs: 300 });
    expect({ code: outcome.code, first: outcome.events[0]?.kind }).toEqual({ code, first: "page" });
  });

  test("a line that is no device does not cost the others", async () => {
    const list = String.raw`printf 'a:1\tMaker\tModel\ngarbage\n\tNo\tId\n\t\t\n%0400d\tx\ty\nb:2\t\tNameless\n' 1`;
    const { driver, lines } = withScanimage({ list });
    expect(await driver.listDevices(NEVER)).toEqual([
      { driver: "sane", id: "a:1", vendor: "Maker", model: "Model" },
      { driver: "sane", id: "b:2", vendor: "", model: "Nameless" },
    ]);
    expect(lines.filter((line) => line.startsWith("not a device"))).toHaveLength(3);
  });

  test("an answer without end is cut off", async () => {
    const { driver } = withScanimage({ list: "yes a:1" });
    await expect(driver.listDevices(NEVER)).rejects.toMatchObject({ code: "SCANNER_FAILED" });
  });

  test("a list that hangs is given up, and can be cancelled", async () => {
    const hangs = { list: "sleep 60" };
    await expect(withScanimage(hangs, { answerWithinMs: 300 }).driver.listDevices(NEVER)).rejects.toMatchObject({
      code: "SCANNER_FAILED",
    });
    const listing = withScanimage(hangs).driver.listDevices(AbortSignal.timeout(300));
    await expect(listing).rejects.toMatchObject({ code: "CANCELLED" });
  });

  test("the log for the panel has the exchange, without the files of the sheets", async () => {
    const { lines } = await scan(feeder("no", PAGE_THEN('echo "scanimage: wrote $f" >&2; exit 0')));
    expect(lines.join("\n")).toMatch(/scan --source=ADF Front[^]*end, sides 1\nScanned page 1\.[^]*wrote …\/1\.tiff/);
  });
});
