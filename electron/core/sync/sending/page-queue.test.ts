import { expect, it } from "vitest";
import { createPageQueue } from "./page-queue";

const pages = (...entries: [string, number][]) => new Map(entries);

it("lets a thin dossier pass a thick one, and still sends the oldest", () => {
  const queue = createPageQueue();
  queue.add("thick", pages(["t1", 900], ["t2", 900], ["t3", 900]));
  queue.add("thin", pages(["s1", 10]));
  const order = [queue.take(), queue.take(), queue.take(), queue.take(), queue.take()];
  expect(order).toEqual(["t1", "s1", "t2", "t3", undefined]);
});

it("sends a page that two dossiers share once, and says which have all their pages", () => {
  const queue = createPageQueue();
  queue.add("a", pages(["x", 5], ["y", 5]));
  queue.add("b", pages(["x", 5]));
  expect([queue.take(), queue.take(), queue.take()].sort()).toEqual(["x", "y", undefined].sort());
  expect(queue.done("x")).toEqual(["b"]);
  expect(queue.done("y")).toEqual(["a"]);
  expect(queue.take()).toBeUndefined();
});

it("takes out every dossier that waits for a page which cannot be sent, and no other", () => {
  const queue = createPageQueue();
  queue.add("a", pages(["x", 5], ["y", 5]));
  queue.add("b", pages(["x", 5]));
  queue.add("c", pages(["z", 5]));
  queue.take();
  expect(queue.fail("x").sort()).toEqual(["a", "b"]);
  expect([queue.take(), queue.take()]).toEqual(["z", undefined]);
});

it("takes note of what arrives of a dossier after another of its pages has failed", () => {
  const queue = createPageQueue();
  const missing = pages(["x", 5], ["y", 5], ["z", 5]);
  queue.add("a", missing);
  expect([queue.take(), queue.take()]).toEqual(["x", "y"]);
  expect(queue.fail("x")).toEqual(["a"]);
  expect(queue.done("y")).toEqual([]);
  expect([...missing.keys()]).toEqual(["x", "z"]);
});

it("takes a page again after it has failed and its dossier has come back", () => {
  const queue = createPageQueue();
  queue.add("a", pages(["x", 5]));
  queue.take();
  queue.fail("x");
  queue.add("a", pages(["x", 5]));
  expect(queue.take()).toBe("x");
});
