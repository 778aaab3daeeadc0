import { describe, expect, test } from "vitest";
import type { PageCorners } from "../contract";
import type { Grey } from "./grey";
import { findPageCorners } from "./page-contour";

type Corners = readonly (readonly [x: number, y: number])[];
type Shade = (x: number, y: number) => number;

const WIDTH = 640;
const HEIGHT = 480;
const SQUARE_ON: Corners = [
  [180, 40],
  [460, 40],
  [460, 436],
  [180, 436],
];
const FROM_BELOW: Corners = [
  [210, 60],
  [440, 52],
  [520, 430],
  [130, 440],
];

describe("a page on a desk", () => {
  test.each<[string, Corners]>([
    ["square on", SQUARE_ON],
    ["seen at a slant", FROM_BELOW],
    [
      "turned by some degrees",
      [
        [230, 30],
        [500, 100],
        [400, 450],
        [130, 380],
      ],
    ],
    [
      "lying across",
      [
        [60, 90],
        [590, 80],
        [600, 420],
        [50, 430],
      ],
    ],
  ])("is found to within one percent when %s", (_name, corners) => {
    expectNear(findPageCorners(draw([{ corners, shade: paper }])), corners);
  });

  test("is found when half of it lies in a shadow", () => {
    const picture = draw([{ corners: FROM_BELOW, shade: (x, y) => paper(x, y) * (x > 330 ? 0.7 : 1) }]);
    expectNear(findPageCorners(picture), FROM_BELOW);
  });

  test("is found on a desk full of things", () => {
    const things = [
      { corners: box([0, 300], [90, 180]), shade: () => 235 },
      { corners: box([560, 20], [70, 120]), shade: () => 180 },
      { corners: box([540, 300], [100, 60]), shade: () => 15 },
      { corners: box([20, 20], [80, 60]), shade: () => 140 },
    ];
    expectNear(findPageCorners(draw([...things, { corners: SQUARE_ON, shade: paper }])), SQUARE_ON);
  });

  test("is found when a picture on it is as dark as the desk", () => {
    const stamp = { corners: box([200, 70], [120, 90]), shade: () => 70 };
    expectNear(findPageCorners(draw([{ corners: SQUARE_ON, shade: paper }, stamp])), SQUARE_ON);
  });

  test("is the larger one of two", () => {
    const small = { corners: box([20, 120], [150, 210]), shade: paper };
    const large = box([260, 30], [320, 420]);
    expectNear(findPageCorners(draw([small, { corners: large, shade: paper }])), large);
  });
});

describe("no page", () => {
  test.each<[string, () => Grey]>([
    ["an empty desk", () => draw([])],
    ["paper that fills the whole picture", () => draw([{ corners: box([-5, -5], [700, 500]), shade: paper }])],
    ["a sheet no larger than a visiting card", () => draw([{ corners: box([100, 100], [120, 80]), shade: paper }])],
    ["a bright round lamp", () => draw([], (x, y) => (Math.hypot(x - 320, y - 240) < 170 ? 240 : 60))],
    ["a picture of one pixel", () => ({ data: Uint8Array.of(200), widthPx: 1, heightPx: 1 })],
    ["no picture at all", () => ({ data: new Uint8Array(0), widthPx: 0, heightPx: 0 })],
  ])("is seen in %s", (_name, picture) => {
    expect(findPageCorners(picture())).toBeNull();
  });
});

function expectNear(found: PageCorners | null, corners: Corners): void {
  expect(found).not.toBeNull();
  found?.forEach(({ x, y }, index) => {
    const [wantedX = 0, wantedY = 0] = corners[index] ?? [];
    expect(Math.hypot(x * WIDTH - wantedX, y * HEIGHT - wantedY), `corner ${index}`).toBeLessThan(0.01 * WIDTH);
  });
}

/** Light, with lines of writing. */
function paper(x: number, y: number): number {
  return y % 14 < 4 && (x * 7) % 11 < 6 ? 60 : 215;
}

function box([x, y]: [number, number], [width, height]: [number, number]): Corners {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

function draw(things: readonly { corners: Corners; shade: Shade }[], desk: Shade = wood): Grey {
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const thing = things.findLast(({ corners }) => isInside(corners, x, y));
      data[y * WIDTH + x] = (thing?.shade ?? desk)(x, y) + noise(x, y);
    }
  }
  return { data, widthPx: WIDTH, heightPx: HEIGHT };
}

function wood(x: number, y: number): number {
  return 75 + 20 * Math.sin(x / 9 + Math.sin(y / 40) * 3);
}

function noise(x: number, y: number): number {
  return ((x * 7919 + y * 104729) % 17) - 8;
}

function isInside(corners: Corners, x: number, y: number): boolean {
  return corners.every(([fromX, fromY], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length] ?? [fromX, fromY];
    return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX) >= 0;
  });
}
