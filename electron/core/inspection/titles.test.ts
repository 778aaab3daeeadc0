import { describe, expect, test } from "vitest";
import { comparePaper, type NamedComponent } from "./titles";

const NAMES = [
  "Tờ khai đăng ký khai sinh theo mẫu quy định",
  "Giấy chứng sinh; không có thì văn bản của người làm chứng xác nhận về việc sinh",
  "Bản sao Giấy chứng nhận kết hôn của cha, mẹ trẻ em",
  "Văn bản ủy quyền theo quy định của pháp luật, khi ủy quyền thực hiện",
  "Hộ chiếu/Thẻ căn cước công dân/Thẻ căn cước hoặc các giấy tờ khác có dán ảnh",
  "Giấy tờ khác",
  "Đơn đề nghị hỗ trợ theo Mẫu số 01",
];
const COMPONENTS: NamedComponent[] = NAMES.map((name, index) => ({ id: String(index), name }));
const HEADER = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n";
const FORM = `${HEADER}TỜ KHAI ĐĂNG KÝ KHAI SINH\nKính gửi: Ủy ban nhân dân xã Đăk Rơ Nga`;
const BIRTH_NOTE = `SỞ Y TẾ TỈNH QUẢNG NGÃI\nTRUNG TÂM Y TẾ ĐĂK TÔ\n${HEADER}GIẤY CHỨNG SINH\nSố: 418 Quyển số: 02`;
const MARRIAGE = `${HEADER}GIẤY CHỨNG NHẬN KẾT HÔN\nSố: 27/2024`;
const CARD = `BẢN SAO CHỨNG THỰC CĂN CƯỚC CÔNG DÂN\n${HEADER}CĂN CƯỚC CÔNG DÂN\nSố / No.: 083085375555`;

describe("the right paper", () => {
  test.each([
    [FORM, 0],
    [BIRTH_NOTE, 1],
    [MARRIAGE, 2],
    [`${HEADER}GIẤY ỦY QUYỀN\nHôm nay, ngày 22 tháng 11`, 3],
    [CARD, 4],
    [`${HEADER}HỘ CHIẾU / PASSPORT`, 4],
  ])("%j is not complained of", (text, own) => {
    expect(compare(text, own)).toEqual({ isWrong: false, belongsTo: null });
  });

  test("is still known when reading lost diacritics or a letter, and when its title takes two lines", () => {
    expect(compare(`${HEADER}GIAY CHUNG SINH`, 1).isWrong).toBe(false);
    expect(compare(`${HEADER}GIẤY CHỨNG NHÂN KẾT HÔM`, 2).isWrong).toBe(false);
    expect(compare(`${HEADER}TỜ KHAI\nĐĂNG KÝ KHAI SINH\n`, 0).isWrong).toBe(false);
  });
});

describe("another paper", () => {
  test.each([
    [MARRIAGE, 1, "2"],
    [BIRTH_NOTE, 0, "1"],
    [FORM, 2, "0"],
    [CARD, 3, "4"],
    [MARRIAGE, 6, "2"],
  ])("%j is told, with the component that asks for it", (text, own, belongsTo) => {
    expect(compare(text, own)).toEqual({ isWrong: true, belongsTo });
  });

  test("is told without a suggestion when no component asks for it", () => {
    const text = `${HEADER}PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1`;
    expect(compare(text, 1)).toEqual({ isWrong: true, belongsTo: null });
  });

  test("is not guessed when two components ask for it", () => {
    const twins = [...COMPONENTS, { id: "7", name: "Giấy chứng nhận kết hôn" }];
    expect(comparePaper(MARRIAGE, { id: "1", name: NAMES[1] ?? "" }, twins)).toEqual({
      isWrong: true,
      belongsTo: null,
    });
  });
});

describe("in doubt nothing is said", () => {
  test.each([
    ["a component that takes any paper", MARRIAGE, 5],
    ["a component of another kind and a paper that nobody asks for", `${HEADER}GIẤY KHÁM SỨC KHỎE`, 6],
    ["a title that is not known", `${HEADER}BÁO CÁO TÌNH HÌNH`, 1],
    ["no text at all", "", 1],
    ["a name that is only mentioned in a sentence", "Kính gửi: theo Giấy chứng nhận kết hôn số 27", 1],
    ["a title far down the page", `${"Một dòng chữ thường.\n".repeat(20)}GIẤY CHỨNG NHẬN KẾT HÔN`, 1],
    ["a form that names another paper in its text", `${FORM}\nGiấy tờ kèm theo: GIẤY CHỨNG SINH`, 0],
  ])("%s", (_name, text, own) => {
    expect(compare(text, own)).toEqual({ isWrong: false, belongsTo: null });
  });
});

function compare(text: string, own: number) {
  const component = COMPONENTS[own];
  if (!component) throw new Error("there is no such component");
  return comparePaper(text, component, COMPONENTS);
}
