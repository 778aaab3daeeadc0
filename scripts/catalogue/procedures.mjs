// Turns one entry of a crawl into a procedure of the catalogue.
import { cleanName, isConditional, isOnlineOnly, labelOf, shorten } from "./paper-name.mjs";
import { feeOf, mergeChannels, parseFee, parseTime, timeOf, timeText, UNIT_ASSUMED } from "./time-and-fee.mjs";

// Words between two papers that the crawl took for papers.
const CONNECTIVE = /^(?:hoặc|và|nộp|gồm|trong đó)$/iu;
const FORM = /^(?:Tờ khai|Đơn|Giấy đề nghị|Phiếu|Văn bản đề nghị)/u;
// With as many groups of papers, each group is one case of the procedure.
const CASES = 3;
const NAME_LENGTH = 600;
const NOTE_LENGTH = 300;
const NOTE_COUNT = 12;
const CRAWL_CHANNELS = { counter: "counter", online: "online", postal: "post" };
const STRUCTURED_CHANNELS = { "Trực tiếp": "counter", "Trực tuyến": "online", "Dịch vụ bưu chính": "post" };

/** An entry of tthc-commune.json. */
export function procedureOfCrawl(entry) {
  const channels = entry.channels.map((channel) => ({
    channel: CRAWL_CHANNELS[channel.channel],
    ...timeOf(channel.duration, channel.unit),
    ...feeOf(channel.feeVnd, entry.channels_raw ?? ""),
  }));
  const papers = entry.components.map((paper) => ({
    ...splitGluedNumber(paper),
    group: paper.group,
    duty: /xuất trình/iu.test(paper.group ?? "") ? "present" : "submit",
    copies: paper.copies,
  }));
  const results = entry.results.map((result) => ({ code: result.code, name: result.name }));
  return assemble({
    code: entry.code,
    name: entry.name,
    field: entry.field,
    decision: entry.decision,
    channels,
    papers,
    results,
  });
}

/**
 * Where a name ends in a number, the crawl glued it to the count behind it: "… Mẫu số 18" and 1 original became 181
 * originals of "… Mẫu số". No paper is asked for ten times, so all digits but the last belong to the name.
 */
export function splitGluedNumber({ name, originals }) {
  if (originals < 10) return { text: name, originals };
  const glue = /[\p{L}]$/u.test(name) ? " " : "";
  return { text: `${name}${glue}${Math.floor(originals / 10)}`, originals: originals % 10 };
}

/** An entry of tthc-commune-77.json. */
export function procedureOfStructured(entry) {
  const channels = entry.cach_thuc.map((channel) => ({
    channel: STRUCTURED_CHANNELS[channel.hinh_thuc],
    ...parseTime(channel.thoi_gian),
    ...parseFee(channel.phi_le_phi),
  }));
  const papers = entry.thanh_phan_ho_so.flatMap((group) =>
    group.giay_to.map((paper) => ({
      ...splitGluedNumber({ name: paper.ten, originals: paper.so_ban_chinh }),
      group: /^(?:Giấy tờ phải|Lưu ý|Thành phần hồ sơ$)/u.test(group.nhom) ? null : group.nhom,
      duty: paper.loai === "xuat_trinh" ? "present" : "submit",
      copies: paper.so_ban_sao,
    })),
  );
  const results = entry.ket_qua.map((result) => ({ code: result.ma ?? null, name: result.ten }));
  return assemble({
    code: entry.ma,
    name: entry.ten,
    field: entry.linh_vuc,
    decision: entry.quyet_dinh,
    channels,
    papers,
    results,
  });
}

/** The words of the summary, from the channel at the counter or else the first. */
export function summaryTexts(channels) {
  const main = channels.find((channel) => channel.channel === "counter") ?? channels[0];
  return { timeText: timeText(main?.time ?? null), feeText: main?.feeText ?? "Không có thông tin" };
}

function assemble({ code, name, field, decision, channels, papers, results }) {
  const merged = mergeChannels(channels);
  const { components, notes } = splitPapers(papers);
  if (merged.some((channel) => channel.isAssumed)) notes.unshift(UNIT_ASSUMED);
  return {
    code,
    name: procedureName(name),
    field: tidy(field),
    ...summaryTexts(merged),
    checked: false,
    decision: tidy(decision ?? ""),
    channels: merged.map(({ channel, time, feeVnd, feeText }) => ({ channel, time, feeVnd, feeText })),
    components,
    notes: notes.slice(0, NOTE_COUNT),
    results: results.map(cleanResult),
  };
}

/** An item without an original and without a copy is a note (domain facts, 8); so is a form of the web. */
function splitPapers(papers) {
  const seen = new Set();
  const components = [];
  const notes = [];
  for (const paper of papers) {
    const name = cleanName(paper.text);
    const group = paper.group ? shorten(cleanName(paper.group), 200) : null;
    const key = `${name.toLowerCase()}|${group ?? ""}`;
    if (name.length < 3 || CONNECTIVE.test(name) || seen.has(key)) continue;
    seen.add(key);
    if (paper.originals + paper.copies === 0 || isOnlineOnly(name)) notes.push(shorten(name, NOTE_LENGTH));
    else components.push(componentOf({ ...paper, name, group }));
  }
  const merged = mergeCases(components);
  merged.sort((left, right) => rank(left) - rank(right));
  return { components: merged.map((component, index) => ({ code: codeOf(index), ...component })), notes };
}

/** A paper that several cases ask for stands once; what only one of many cases asks for is conditional. */
function mergeCases(components) {
  const groups = new Set(components.map((component) => component.group).filter(Boolean));
  const byPaper = new Map();
  for (const component of components) {
    const key = `${component.duty}|${component.label.endsWith("…") ? component.name : component.label}`.toLowerCase();
    const first = byPaper.get(key);
    if (!first)
      byPaper.set(key, { ...component, conditional: component.conditional || isOneOfCases(component, groups) });
    else if (first.group !== component.group) {
      Object.assign(first, { group: null, conditional: !FORM.test(first.name) });
    }
  }
  return [...byPaper.values()];
}

function isOneOfCases(component, groups) {
  return groups.size >= CASES && component.group !== null;
}

function componentOf({ name, group, duty, originals, copies }) {
  return {
    name: shorten(name, NAME_LENGTH),
    label: labelOf(name),
    group,
    duty,
    originals,
    copies,
    conditional: isConditional(name) || /trường hợp|đối với/iu.test(group ?? ""),
  };
}

/** The application form first, what is only shown last; what every case needs before what only some need. */
function rank(component) {
  const place = FORM.test(component.name) ? 0 : 1;
  return (component.duty === "present" ? 2 : place) + (component.conditional ? 0.5 : 0);
}

function codeOf(index) {
  return `c${String(index + 1).padStart(2, "0")}`;
}

function procedureName(text) {
  const name = tidy(text).replace(/^Thủ tục:? (?!hải quan|hành chính|thuế)(?=\p{Ll})/u, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function cleanResult(result) {
  const glued = /^(.*?)\.?\s*Mã: (KQ\.[A-Z]\d{2}\.\d{3,6})$/u.exec(tidy(result.name));
  const name = shorten(glued?.[1] ?? tidy(result.name), NOTE_LENGTH);
  return { code: result.code ?? glued?.[2] ?? null, name };
}

function tidy(text) {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
