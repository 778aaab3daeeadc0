import { describe, expect, it } from "vitest";
import { feeOf, mergeChannels, parseFee, parseTime, timeOf, timeText } from "./time-and-fee.mjs";

describe("time", () => {
  it("takes a number without a unit for working days, and says that it was assumed", () => {
    expect(parseTime("1")).toEqual({
      time: { amount: 1, unit: "working_day", nextDayAfter15h: false },
      isAssumed: true,
    });
    expect(parseTime("15 Ngày").time).toMatchObject({ amount: 15, unit: "calendar_day" });
    expect(parseTime("3 Ngày làm việc")).toMatchObject({ time: { unit: "working_day" }, isAssumed: false });
    expect(timeOf(2, "Giờ").time).toMatchObject({ amount: 2, unit: "working_hour" });
  });

  it("gives none where the source gives none", () => {
    expect(parseTime("Không có thông tin").time).toBeNull();
    expect(timeOf(null, null).time).toBeNull();
    expect(timeText(null)).toBe("Không quy định");
  });
});

describe("fee", () => {
  it("is free, an amount, the council's or unknown, and never an amount in dollars", () => {
    expect(parseFee("Miễn phí")).toEqual({ feeVnd: 0, feeText: "Miễn phí" });
    expect(parseFee("Miễn phí(Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định)").feeVnd).toBeNull();
    expect(parseFee("8,000 VNĐ")).toEqual({ feeVnd: 8000, feeText: "8.000 đ" });
    expect(parseFee("50,000 Việt Nam Đồng(/di chúc)")).toEqual({ feeVnd: 50_000, feeText: "50.000 đ/di chúc" });
    expect(parseFee("2,000 Việt Nam Đồng(/trang)")).toEqual({ feeVnd: null, feeText: "2.000 đ/trang" });
    expect(parseFee("10 USD(/bản)Tại cơ quan đại diện: 10 USD/bản.").feeVnd).toBeNull();
    expect(feeOf(20, "")).toEqual({ feeVnd: null, feeText: "Không có thông tin" });
  });
});

describe("channels", () => {
  it("are one each, with the longest time, and no amount where the cases differ", () => {
    const counter = {
      channel: "counter",
      time: { amount: 3, unit: "working_day" },
      feeVnd: 10_000,
      feeText: "10.000 đ",
    };
    const slower = { ...counter, time: { amount: 5, unit: "working_day" }, feeVnd: 20_000, feeText: "20.000 đ" };
    const post = { ...counter, channel: "post" };
    expect(mergeChannels([post, counter, slower])).toEqual([
      { channel: "counter", time: slower.time, feeVnd: null, feeText: "10.000 đ (tùy trường hợp)" },
      post,
    ]);
  });
});
