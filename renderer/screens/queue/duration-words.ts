// A duration in words, rounded up.
import type { TFunction } from "i18next";
import { durationOf } from "./progress";

export function durationWords(t: TFunction, seconds: number): string {
  const { unit, count } = durationOf(seconds);
  return t(`queue.duration.${unit}`, { count });
}
