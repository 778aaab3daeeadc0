// Words that were hardly written as they were read: no Vietnamese syllable, none that forms and places use, or one whose
// neighbours ask for other marks. Says nothing of what is right: it only says where to look.
import { isSyllable } from "../../../../shared/text";
import { betterReading, PLACE_SYLLABLES, SYLLABLES, TERMS } from "./repair";

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** Any two or three capitals may be one ("QĐ", "TP"); longer ones are known ("UBND"). */
const SHORT_ABBREVIATION = /^[A-ZĐ]{2,3}$/u;
/** Names that are spelt by other rules: of the Ê Đê, Gia Rai, Ba Na, Cơ Ho, Xơ Đăng, Khmer and their neighbours. */
const NAME_SYLLABLES = new Set(
  (
    "niê mlô ayun ksor rmah siu kpă kpa rahlan rlan rơ châm rcom rcăm rchâm hmok hmŏk byă êban eban adrơng knul kbuôr kđoh kdoh ktla " +
    "brôih cil kră krông đrăng đăk bnahria hwing kpuih puih pyang kon klong sơn bkrông bdap buôn dăm nhul drah blô ktul " +
    "kră liêng hót jrang bon krơ k'sor rơlan đinh hrê brêu brăo bluih blui kiêng xơ sđơn sđăng"
  ).split(" "),
);

/** "River", "mountain", "village" in the languages of the highlands: any name follows. */
const HIGHLAND = /^(?:ea|ia|đ[aăắ]k|krông|kon|chư|cư|yang|plei|plơi|buôn|bon)$/iu;
const NUMBERS = new Set(
  (
    "một hai ba bốn năm sáu bảy bẩy tám chín mười mươi mốt tư lăm nhăm trăm nghìn ngàn triệu tỷ tỉ lẻ linh chẵn rưỡi rưởi " +
    "không đồng việt nam và phẩy"
  ).split(" "),
);
/** Of everyday life, seldom in laws: kin, houses and ways, bodies, illnesses, work, thanks. */
const EVERYDAY = new Set(
  (
    "ông bà cha mẹ bố má ba vợ chồng con cháu anh chị em cô dì chú bác cậu mợ thím dâu rể ruột nuôi đẻ nội ngoại chắt họ hàng " +
    "ấp xóm thôn bản làng buôn bon plei pley sóc phum khóm khu cụm hẻm ngõ ngách kiệt đường phố lô tầng tòa nhà chung cư căn hộ đội giếng " +
    "cầu chợ sông suối núi đồi đèo hồ ao ruộng vườn rẫy nương rừng biển bến bãi gò cồn cù lao mũi vịnh kênh rạch đập mương ngã bờ đê cổng trại " +
    "đông tây nam bắc trên dưới trong ngoài trước sau giữa cạnh bên gần xa đầu cuối cũ mới trái phải thượng hạ trung " +
    "nốt ruồi sẹo chấm vết chàm bớt tàn nhang cách mép mắt mũi cằm trán má tai cổ lông mày mi đuôi đầu môi miệng răng ngực vai lưng tay chân gối ngón trỏ thẹo lõm lồi tròn dài " +
    "tim gan phổi thận não máu mạch ung thư dạ dày tiểu đường huyết áp đột quỵ tai biến già yếu bệnh ốm suy hô hấp ngạt nước thai khỏe yếu cân nặng sốt viêm " +
    "nông dân thợ xây may mộc hồ lái xe buôn bán nội trợ giáo viên bác sĩ học sinh sinh công nhân viên chức hưu trí tự do nghề việc làm thuê ruộng rẫy " +
    "xin cảm ơn chân thành kính mong giúp đỡ vay vốn nhập học đi làm thủ tục bổ sung hồ sơ mua bán sửa chữa xây cưới hỏi hết còn mất hỏng rách thất lạc cháy trộm " +
    "kinh tày thái mường khmer hoa nùng mông dao gia rai ê đê ba na sán chay chăm cơ ho xơ đăng hrê ra glai mnông thổ tiêng bru vân kiều thổ khơ mú cơ tu giáy tà ôi mạ co chơ ro xinh mun hà nhì chu ru lào la chí phù lá lự lô lô chứt mảng cờ lao bố y la ha cống ngái si la pu péo brâu rơ măm ơ đu " +
    "phật giáo thiên chúa công giáo tin lành cao đài hòa hảo không hồi kitô"
  ).split(" "),
);

/** Names have syllables of their own, and marks that no neighbour tells; amounts in words have few syllables. */
type WordsOf = "name" | "amount" | "text";

/**
 * The words of a value that nobody wrote so, as they stand there. Abbreviations, numbers, codes and addresses of
 * e-mail are none, nor are the names of highland peoples. Pure.
 * @param text a name, an address, the name of an office or a few words; NFC
 */
export function doubtfulWords(text: string, of: WordsOf): string[] {
  if (of === "amount") return (text.match(WORD) ?? []).filter((word) => !NUMBERS.has(word.toLowerCase()));
  const isName = of === "name";
  const isLoud = !/\p{Ll}/u.test(text) && text.length > 8;
  const parts = text.split(/\s+/u);
  return parts.flatMap((part, index) => {
    if (/[\d@]|\p{L}['’]/u.test(part)) return [];
    const words = part.match(WORD) ?? [];
    const isFree = isName || HIGHLAND.test(parts[index - 1] ?? "");
    const strange = words.filter((word) => (isFree ? isNoName(word) : isStrange(word, isLoud)));
    const isOdd = !isName && strange.length === 0 && words.length === 1 && fitsBadly(parts, index);
    return isOdd ? words : strange;
  });
}

function isNoName(word: string): boolean {
  const small = word.toLowerCase();
  return word.length > 1 && !isSyllable(word) && !PLACE_SYLLABLES.has(small) && !NAME_SYLLABLES.has(small);
}

function isStrange(word: string, isLoud: boolean): boolean {
  if (word.length === 1) return false;
  const small = word.toLowerCase();
  if (PLACE_SYLLABLES.has(small) || NAME_SYLLABLES.has(small) || EVERYDAY.has(small) || NUMBERS.has(small))
    return false;
  if (isSyllable(word)) return !SYLLABLES.has(small);
  const isAbbreviation = word === word.toUpperCase() && (TERMS.has(small) || SHORT_ABBREVIATION.test(word));
  return !isAbbreviation || (isLoud && !TERMS.has(small));
}

function fitsBadly(parts: readonly string[], index: number): boolean {
  const [before = "", word = "", after = ""] = [parts[index - 1], parts[index], parts[index + 1]];
  // A sign between two words ends a phrase.
  const neighbours = {
    before: /\p{L}$/u.test(before) && /^\p{L}/u.test(word) ? before : null,
    after: /\p{L}$/u.test(word) && /^\p{L}/u.test(after) ? after : null,
  };
  return betterReading(word, neighbours) !== null;
}
