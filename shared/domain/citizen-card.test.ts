import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError, type ErrorCode } from "../errors";
import { parseCitizenCard } from "./citizen-card";

const TODAY = "2026-11-22";
const CARD = "062185001234|233123456|Nguyễn Thị Ánh Đào|09031985|Nữ|Thôn Đăk Xế, Xã Đăk Rơ Nga, Quảng Ngãi|25122021";
const EXPECTED = {
  personalNumber: "062185001234",
  oldIdNumber: "233123456",
  fullName: "Nguyễn Thị Ánh Đào",
  birthDate: "1985-03-09",
  gender: "female",
  address: "Thôn Đăk Xế, Xã Đăk Rơ Nga, Quảng Ngãi",
  issuedOn: "2021-12-25",
  extraFields: [],
  warnings: [],
};

function read(payload: string): ReturnType<typeof parseCitizenCard> {
  return parseCitizenCard(payload, TODAY);
}

function refusal(payload: string): ErrorCode | "accepted" {
  try {
    read(payload);
    return "accepted";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** UTF-8 bytes read as Latin-1. */
function mojibake(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/gu, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

describe("a card of 2021", () => {
  it("gives its seven fields", () => {
    expect(read(CARD)).toEqual(EXPECTED);
  });

  it("may have no old number", () => {
    expect(read(CARD.replace("233123456", ""))).toEqual({ ...EXPECTED, oldIdNumber: "" });
  });

  it("is read with whatever the scanner adds at the ends", () => {
    for (const payload of [
      `${CARD}\r\n`,
      `${CARD}\t`,
      `${CARD}|`,
      `${CARD}|||\n`,
      ` ${CARD}`,
      `]Q3${CARD}`,
      `\uFEFF${CARD}`,
    ]) {
      expect(read(payload)).toEqual(EXPECTED);
    }
  });

  it("is the same in composed and decomposed spelling", () => {
    expect(read(CARD.normalize("NFD"))).toEqual(EXPECTED);
  });

  it("gives no birth date where the card has only a year", () => {
    expect(read(CARD.replace("09031985", "1985")).birthDate).toBeNull();
  });
});

describe("repairs, always shown to the officer", () => {
  it("reads UTF-8 that came as Latin-1 or Windows-1252", () => {
    expect(read(mojibake(CARD))).toEqual({ ...EXPECTED, warnings: ["repaired_text"] });
    const windows = mojibake(CARD).replace("\u0083", "ƒ").replace("\u0090", "\u0090");
    expect(read(windows)).toEqual({ ...EXPECTED, warnings: ["repaired_text"] });
  });

  it("reads it also where a keyboard turned a no-break space into a space", () => {
    const card = CARD.replace("Đào", "Hà").replace("Quảng Ngãi", "Hà Nội, Ạ");
    expect(read(mojibake(card).replaceAll("\u00a0", " "))).toMatchObject({
      fullName: "Nguyễn Thị Ánh Hà",
      address: "Thôn Đăk Xế, Xã Đăk Rơ Nga, Hà Nội, Ạ",
      warnings: ["repaired_text"],
    });
  });

  it("leaves honest Latin-1 letters alone", () => {
    const card = "062085001234||LÊ HOÀ|09031985|Nam|Thôn Hà, Bình|25122021";
    expect(read(card)).toMatchObject({ fullName: "LÊ HOÀ", warnings: [] });
  });

  it("undoes Telex keys that the input method left behind", () => {
    const raw = "062185001234||Nguyeenx Thij Dduwcs Hoaf|09031985|Nuwx|Xax Ddawk Hoaf, Quangr Ngaix|25122021";
    expect(read(raw)).toMatchObject({
      fullName: "Nguyễn Thị Đức Hòa",
      gender: "female",
      address: "Xã Đăk Hòa, Quảng Ngãi",
      warnings: ["repaired_text"],
    });
    expect(read(CARD.replace("Nguyễn", "Nguyênx"))).toEqual({ ...EXPECTED, warnings: ["repaired_text"] });
  });

  it("undoes Telex keys that the scanner itself wrote letter by letter", () => {
    const raw = "062185001234||Nguyeexn Thij DDuwowfng|09031985|Nuwx|Xax DDawsk Hoaf, Quarng Ngaxi|25122021";
    expect(read(raw)).toMatchObject({
      fullName: "Nguyễn Thị Đường",
      address: "Xã Đắk Hòa, Quảng Ngãi",
      warnings: ["repaired_text"],
    });
  });

  it("does not touch names of the highlands beside a Vietnamese address", () => {
    const card = "062185001234||Ksor H'Blir|09031985|Nữ|Làng Kon Srăl, Xã Đăk Pék|25122021";
    expect(read(card)).toMatchObject({ fullName: "Ksor H'Blir", address: "Làng Kon Srăl, Xã Đăk Pék", warnings: [] });
  });

  it("removes invisible characters", () => {
    expect(read(CARD.replace("Thị", "\u202EThị\u200B\u0000"))).toMatchObject({ fullName: "Nguyễn Thị Ánh Đào" });
  });
});

describe("warnings", () => {
  it("compare the number with birth year and gender", () => {
    expect(read(CARD.replace("062185", "062086")).warnings).toEqual(["birth_year_differs", "gender_differs"]);
  });

  it("keep the extra fields of the new card and say so", () => {
    expect(read(`${CARD}||Nguyễn Văn Cha|Lê Thị Mẹ`)).toEqual({
      ...EXPECTED,
      extraFields: ["", "Nguyễn Văn Cha", "Lê Thị Mẹ"],
      warnings: ["extra_fields"],
    });
  });
});

describe("refusals", () => {
  it("of dates that do not exist", () => {
    for (const date of ["31021985", "00031985", "9031985", "090385", "ab031985", "23112026", "01011700", ""]) {
      expect(refusal(CARD.replace("09031985", date))).toBe("CARD_DATE_IMPOSSIBLE");
    }
    expect(refusal(CARD.replace("25122021", "31022021"))).toBe("CARD_DATE_IMPOSSIBLE");
    expect(refusal(CARD.replace("25122021", "25121980"))).toBe("CARD_DATE_IMPOSSIBLE");
  });

  it("of anything that is no citizen's card", () => {
    for (const payload of [
      "",
      "|||||||",
      "https://example.invalid/?id=062185001234",
      "TAM-A1-261123-0007",
      "062185001234",
      CARD.replace("062185001234", "06218500123"),
      CARD.replace("Nữ", "Khác"),
      CARD.replace("Nguyễn Thị Ánh Đào", ""),
      CARD.replace("Nguyễn Thị Ánh Đào", "123"),
      CARD.replaceAll("|", ";"),
      "DN4010101010101|Nguyễn Văn A|01/01/1980|1|Quảng Ngãi|51-001|01/01/2026|",
    ]) {
      expect(refusal(payload)).toBe("CARD_NOT_CITIZEN_CARD");
    }
  });

  it("of hostile payloads of 10 kB, at once", () => {
    const started = Date.now();
    for (const filler of ["|", "a", "\u0301", "]Q3", " ", "0", "ưs", "\u202E", "%", "\uD800"]) {
      expect(refusal(filler.repeat(10_000).slice(0, 10_000))).toBe("CARD_NOT_CITIZEN_CARD");
      refusal(CARD.replace("Đào", filler.repeat(600)));
    }
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  it("is the only way out for any text whatever", () => {
    const pieces = fc.constantFrom(
      "|",
      "||",
      "062185001234",
      "Nữ",
      "Nam",
      "09031985",
      "31022021",
      "Đỗ",
      "\r\n",
      "Ã",
      "\u0000",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (payload) => {
          expect(["accepted", "CARD_NOT_CITIZEN_CARD", "CARD_DATE_IMPOSSIBLE"]).toContain(refusal(payload));
        },
      ),
    );
  });
});
