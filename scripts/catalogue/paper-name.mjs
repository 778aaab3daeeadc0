// Makes the name of a paper fit for a checklist out of the paragraph that the national catalogue gives.

const LABEL_LENGTH = 80;
// Shorter than this it would be "Giấy tờ" or "Tờ khai", which says nothing.
const SHORTEST_CUT = 12;
const EXTENSION = /\s*\.(?:docx?|pdf|xlsx?|rar|zip|odt|rtf|jpe?g|png)\s*$/iu;
// A tail with one of these is the sentence itself, not the name of a file.
const SENTENCE = /[;”]|\/(?:19|20)\d\d|ban hành|kèm theo|của Chính phủ|Nghị định số|Thông tư/u;
const LONGEST_FILE_NAME = 110;
const ABBREVIATIONS = /^(?:CT|NA|PC|DC|TT|NĐ|QĐ|TK|GCN|CCCD|UBND)/u;

/** White space, list marks and the attachment's file name, glued to the end by the crawl, are removed. */
export function cleanName(text) {
  let name = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  while (EXTENSION.test(name)) name = cutFileName(name);
  return name
    .replace(/\d* bản chính,?\d* bản sao.*$/u, "")
    .replace(/^(?:(?:[-+*•–.]+|\(?[a-zđ]\)|\([ivx]+\)|\(?\d{1,2}(?:\.\d)?[).](?!\d))\s*)+/u, "")
    .replace(/[\s;:,.]+$/u, "")
    .trim();
}

function cutFileName(name) {
  const first = Math.max(1, name.length - LONGEST_FILE_NAME);
  for (let index = first; index < name.length; index += 1) {
    if (isGlue(name, index) && isFileName(name.slice(index))) return name.slice(0, index).replace(/[\s;.]+$/u, "");
  }
  return name.replace(EXTENSION, "");
}

/** True where one text ends and another begins without a space between them. */
function isGlue(name, index) {
  const before = name.slice(0, index);
  const after = name.slice(index);
  if (/^[\s);:,]/u.test(after)) return false;
  if (/[);:”"]$/u.test(before)) return true;
  if (/(?:\)|\p{L}{2})\.$/u.test(before)) return /^[\p{L}\d]/u.test(after);
  if (/\p{Ll}$/u.test(before)) return /^[\p{Lu}\d]/u.test(after);
  if (!/\p{Lu}$/u.test(before)) return false;
  return /^(?:\p{Lu}\p{Ll}|mẫu|\d{2}[ .-])/u.test(after) && !ABBREVIATIONS.test(before.slice(-2) + after.slice(0, 1));
}

function isFileName(tail) {
  const opened = tail.split("(").length;
  return opened === tail.split(")").length && !SENTENCE.test(tail);
}

/** The paper's own name on one line, ≤ 80 characters: "Giấy chứng sinh", not "Trường hợp …". */
export function labelOf(name) {
  const subject = subjectOf(name);
  const cuts = [
    /\s*;.*$/u,
    /\s*\((?!Mẫu|mẫu).*$/u,
    /\.\s.*$/u,
    /\s*\(.*$/u,
    / (?:theo mẫu|theo Mẫu|theo quy định|ban hành kèm|quy định tại|do cơ quan|do người)\b.*$/u,
    /,? (?:trong trường hợp|đối với trường hợp|đối với|nếu|trong đó)\b.*$/u,
    / (?:để|theo|của cơ quan|do)\b.*$/u,
    /,.*$/u,
  ];
  let label = subject;
  for (const cut of cuts) {
    const shorter = label.replace(cut, "").trim();
    if (shorter.length >= SHORTEST_CUT && (label.length > LABEL_LENGTH || cut === cuts[0] || cut === cuts[1]))
      label = shorter;
  }
  label = label.replace(/[\s;:,.]+$/u, "");
  return capitalise(label.length <= LABEL_LENGTH ? label : `${cutAtWord(label, LABEL_LENGTH - 1)}…`);
}

/** "Trường hợp A thì phải có B" → B; anything else as it is. */
function subjectOf(name) {
  const unlisted = name
    .replace(/^(?:Bản chính|01 bản chính) (?=Giấy|Tờ|Đơn|Văn)/u, "")
    .replace(/^\d{1,2} (?:bản|bộ) /u, "");
  if (!/^(?:trường hợp|nếu|đối với)\b/iu.test(unlisted)) return unlisted;
  const duty =
    /(?:thì )?(?:phải (?:có|nộp|kèm|bổ sung)(?: thêm| lại| theo)?|nộp (?:thêm|lại|kèm)?|xuất trình|gửi kèm|(?<!hành )kèm theo(?! (?:hồ sơ|Thông tư|Nghị định|Quyết định|Phụ lục|Mẫu)))\s+(.+)$/u;
  const paper = duty.exec(unlisted)?.[1] ?? /^[^:,]+[:,]\s*(.+)$/u.exec(unlisted)?.[1];
  return paper && paper.length >= SHORTEST_CUT ? paper : unlisted;
}

/** True when the name itself says that only some cases need the paper. */
export function isConditional(name) {
  const form = /^(?:Tờ khai|Đơn|Phiếu|Giấy đề nghị)\b/u.test(name);
  // "(nếu … lựa chọn nộp trực tiếp)" names a channel, not a case.
  const text = name.replace(/\(nếu người[^)]*(?:hình thức|hệ thống)[^)]*\)/gu, "");
  if (form) return /nếu có|^Đơn.*trường hợp/iu.test(text);
  return /trường hợp|nếu |đối với|ủy quyền|uỷ quyền/iu.test(text);
}

/** True for what is filled in on the web only: nobody hands it in at a counter. */
export function isOnlineOnly(name) {
  return /điện tử tương tác|biểu mẫu điện tử/iu.test(name) && !/tờ khai|đơn đề nghị/iu.test(name);
}

export function shorten(text, length) {
  return text.length <= length ? text : `${cutAtWord(text, length - 1)}…`;
}

function cutAtWord(text, length) {
  return text
    .slice(0, length)
    .replace(/\s+\S*$/u, "")
    .replace(/[\s;:,.(]+$/u, "");
}

function capitalise(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
