import { describe, expect, it } from "vitest";
import { cleanName, isConditional, isOnlineOnly, labelOf } from "./paper-name.mjs";

describe("cleanName", () => {
  it.each([
    ["(Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA).1.MuCT01banhnhkmtheoThngts53 (3).doc", "TT-BCA)"],
    ["theo mẫu tại Phụ lục II kèm theo Thông tư số 17/2025/TT-BNNMTPhụ lục II Bản thuyết minh.docx", "TT-BNNMT"],
    ["Mẫu số 14 Phụ lục ban hành kèm theo Nghị định số 58/2024/NĐ-CPMus142.docx", "NĐ-CP"],
    ["Phiếu khai báo tạm trú (mẫu NA17)101-Mau A17 tam tru cho nguoi nuoc ngoai.doc", "(mẫu NA17)"],
    ["Đơn đề nghị đăng ký lại phương tiện thủy nội địa theo quy địnhMauon.docx", "theo quy định"],
    ["Tờ khai thuế đối với hộ kinh doanh (Mẫu số 01/CNKD)01 CNKD.docx", "(Mẫu số 01/CNKD)"],
    ["sửa đổi tại Thông tư số 94/2025/TT-BTC)2. 02.MGTH.docx", "TT-BTC)"],
    ["Đơn xin nhận con nuôi;1.nxinnhnconnui.doc", "con nuôi"],
  ])("cuts the attachment off %j", (text, end) => {
    const name = cleanName(text);
    expect(name.endsWith(end), name).toBe(true);
    expect(text.startsWith(name)).toBe(true);
  });

  it("removes list marks and white space, and leaves a sentence alone", () => {
    expect(cleanName("+ Văn bản   cử người giám hộ.\n")).toBe("Văn bản cử người giám hộ");
    expect(cleanName("a) (1) Giấy đề nghị;")).toBe("Giấy đề nghị");
    expect(cleanName("Nghị định số 58/2024/NĐ-CP")).toBe("Nghị định số 58/2024/NĐ-CP");
    expect(cleanName("")).toBe("");
  });
});

describe("labelOf", () => {
  it.each([
    ["Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng", "Giấy chứng sinh"],
    [
      "Trường hợp khai sinh cho trẻ em sinh ra do mang thai hộ phải có văn bản xác nhận của cơ sở y tế",
      "Văn bản xác nhận của cơ sở y tế",
    ],
    ["Tờ khai đăng ký kết hôn theo mẫu (nếu nộp trực tiếp)", "Tờ khai đăng ký kết hôn theo mẫu"],
    ["Bản chính Giấy chứng sinh; trường hợp khác", "Giấy chứng sinh"],
  ])("names the paper of %j", (name, label) => {
    expect(labelOf(name)).toBe(label);
  });

  it("never needs more than one line", () => {
    const long = "Giấy tờ ".repeat(60);
    expect(labelOf(long).length).toBeLessThanOrEqual(80);
    expect(labelOf(long).endsWith("…")).toBe(true);
  });
});

describe("kinds of papers", () => {
  it("knows what only some cases need", () => {
    expect(isConditional("Văn bản ủy quyền theo quy định của pháp luật")).toBe(true);
    expect(isConditional("Các tài liệu liên quan khác (nếu có)")).toBe(true);
    expect(isConditional("Tờ khai đăng ký khai tử (nếu người có yêu cầu lựa chọn nộp theo hình thức trực tiếp)")).toBe(
      false,
    );
    expect(isConditional("Giấy chứng nhận kết hôn")).toBe(false);
  });

  it("knows the forms of the web, which nobody hands in", () => {
    expect(isOnlineOnly("Mẫu hộ tịch điện tử tương tác đăng ký khai sinh")).toBe(true);
    expect(isOnlineOnly("Tờ khai đăng ký khai sinh")).toBe(false);
  });
});
