// Processing time and fee of one channel, as the contract has them and in words.

const UNITS = {
  "Ngày làm việc": "working_day",
  "Giờ làm việc": "working_hour",
  Giờ: "working_hour",
  Ngày: "calendar_day",
};
const UNIT_TEXT = { working_day: "ngày làm việc", working_hour: "giờ làm việc", calendar_day: "ngày" };
export const UNIT_ASSUMED = "Nguồn không ghi đơn vị của thời hạn; hiểu là ngày làm việc.";
const COUNCIL = "Theo mức của HĐND cấp tỉnh";

/** @returns ProcessingTime or null, and whether the unit had to be assumed */
export function timeOf(amount, unit) {
  if (!Number.isFinite(amount) || amount <= 0) return { time: null, isAssumed: false };
  const known = UNITS[unit];
  return { time: { amount, unit: known ?? "working_day", nextDayAfter15h: false }, isAssumed: known === undefined };
}

/** "5 Ngày làm việc", "1", "Không có thông tin". */
export function parseTime(text) {
  const match = /^(\d+)\s*(.*)$/u.exec(text.trim());
  return match ? timeOf(Number(match[1]), match[2]) : timeOf(Number.NaN, "");
}

export function timeText(time) {
  if (!time) return "Không quy định";
  const after15h = time.nextDayAfter15h ? "; nhận sau 15 giờ: ngày làm việc tiếp theo" : "";
  if (time.unit === "same_day") return `Trong ngày${after15h}`;
  return `${time.amount} ${UNIT_TEXT[time.unit]}${after15h}`;
}

/** @param text the source's words for time, fee and description of this channel, or of all channels */
export function feeOf(feeVnd, text) {
  if (/Hội đồng nhân dân|HĐND/u.test(text)) return { feeVnd: null, feeText: COUNCIL };
  if (feeVnd === 0) return { feeVnd: 0, feeText: "Miễn phí" };
  // The crawl's only amounts below 1,000 are in US dollars, at missions abroad.
  if (!feeVnd || feeVnd < 1000) return { feeVnd: null, feeText: "Không có thông tin" };
  const amount = `${formatVnd(feeVnd)} đ`;
  if (/(?:đồng)?\s*\/?trang/u.test(text)) return { feeVnd: null, feeText: `${amount}/trang` };
  const per = /\((\/[\p{L} ]{2,20})\)/u.exec(text)?.[1] ?? "";
  return { feeVnd, feeText: amount + per };
}

/** "Miễn phí(…)", "8,000 VNĐ(…)", "10 USD(/bản)". */
export function parseFee(text) {
  if (text.startsWith("Miễn phí")) return feeOf(0, text);
  const match = /^([\d,]+) (?:Việt Nam Đồng|VNĐ)/u.exec(text);
  return feeOf(match ? Number(match[1].replaceAll(",", "")) : null, text);
}

/**
 * One entry per channel. Several cases of one channel: the longest time, and no amount where they differ.
 */
export function mergeChannels(channels) {
  const merged = new Map();
  for (const channel of channels) {
    const first = merged.get(channel.channel);
    merged.set(channel.channel, first ? mergeTwo(first, channel) : channel);
  }
  const order = ["counter", "online", "post"];
  return [...merged.values()].sort((left, right) => order.indexOf(left.channel) - order.indexOf(right.channel));
}

function mergeTwo(left, right) {
  const time = longest(left.time, right.time);
  if (left.feeText === right.feeText || right.feeText === "Không có thông tin") return { ...left, time };
  if (left.feeText === "Không có thông tin") return { ...right, time };
  return {
    ...left,
    time,
    feeVnd: null,
    feeText: left.feeText.includes("tùy trường hợp") ? left.feeText : `${left.feeText} (tùy trường hợp)`,
  };
}

function longest(left, right) {
  if (!left || !right) return left ?? right;
  const hours = { working_hour: 1, same_day: 8, calendar_day: 6, working_day: 8 };
  return right.amount * hours[right.unit] > left.amount * hours[left.unit] ? right : left;
}

function formatVnd(amount) {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/gu, ".");
}
