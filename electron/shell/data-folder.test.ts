import path from "node:path";
import { expect, it } from "vitest";
import { dataFolderFor } from "./data-folder";

const usual = path.resolve("home", "QuayMotCua");

it.each(["data", "data/", "data//", "./data/."])("training has its folder beside %s, never in it", (named) => {
  expect(dataFolderFor({ named, usual, isTraining: true })).toBe(`${path.resolve("data")}-training`);
  expect(dataFolderFor({ named, usual, isTraining: false })).toBe(path.resolve("data"));
});

it.each([undefined, ""])("where no folder is named (%j) it is the person's own", (named) => {
  expect(dataFolderFor({ named, usual, isTraining: false })).toBe(usual);
  expect(dataFolderFor({ named, usual, isTraining: true })).toBe(`${usual}-training`);
});
