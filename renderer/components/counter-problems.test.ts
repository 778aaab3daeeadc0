import { describe, expect, it } from "vitest";
import { counterProblems } from "./counter-problems";

const GOOD = {
  governingBody: "UBND XÃ ĐĂK RƠ NGA",
  unitName: "Trung tâm Phục vụ hành chính công",
  unitCode: "",
  communeCode: "",
  placeName: "Đăk Rơ Nga",
  counterName: "2",
  officerName: "Nguyễn Thị Hoa",
  phone: "",
  machineCode: "02",
};

describe("the counter's details", () => {
  it("may leave codes and telephone empty", () => {
    expect(counterProblems(GOOD)).toEqual({});
  });

  it("need names that are more than blanks, and a machine code of two characters", () => {
    expect(counterProblems({ ...GOOD, officerName: "  " })).toEqual({ officerName: "required" });
    expect(counterProblems({ ...GOOD, machineCode: "ă2" })).toEqual({ machineCode: "machineCode" });
    expect(counterProblems({ ...GOOD, machineCode: "" })).toEqual({ machineCode: "required" });
  });

  it("refuse a commune code that is not five digits", () => {
    expect(counterProblems({ ...GOOD, communeCode: "2334" })).toEqual({ communeCode: "communeCode" });
    expect(counterProblems({ ...GOOD, communeCode: "23344" })).toEqual({});
  });
});
