import { describe, expect, it } from "vitest";
import { withPage } from "./page-list";
import { samplePage } from "./sample-page.fixture";

const inA = (id: string, position: number) => samplePage(id, { componentId: "a", position });
const order = (pages: ReturnType<typeof withPage>) => pages.map(({ id, position }) => `${id}${String(position)}`);

describe("a page that comes in", () => {
  const pages = [inA("x", 1), inA("y", 2), samplePage("loose", { position: 1 })];

  it("stands at the end of its component, also as the first of one", () => {
    expect(order(withPage(pages, inA("z", 3), null))).toEqual(["x1", "y2", "loose1", "z3"]);
    expect(order(withPage([], inA("z", 1), null))).toEqual(["z1"]);
  });

  it("moves those behind it on when it is put before one", () => {
    expect(order(withPage(pages, inA("z", 2), null))).toEqual(["x1", "z2", "y3", "loose1"]);
  });

  it("takes the place of the page that it replaces", () => {
    expect(order(withPage(pages, inA("z", 1), "x"))).toEqual(["z1", "y2", "loose1"]);
  });

  it("is not taken twice, and not at all when it is a hidden separator sheet", () => {
    expect(withPage(pages, inA("x", 1), null)).toEqual(pages);
    expect(withPage(pages, samplePage("s", { deleted: true, role: "separator" }), null)).toEqual(pages);
  });
});
