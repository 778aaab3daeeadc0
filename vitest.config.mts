import { defineConfig } from "vitest/config";

const QUICK = ["{shared,electron,renderer,province,scripts}/**/*.test.{ts,tsx}"];
const WHOLE_PROGRAM = ["tests/**/*.test.ts"];
const common = {
  exclude: ["**/node_modules/**", "out/**"],
  pool: "forks" as const,
  // Styles that the province serves are text to it; by default they would be empty in tests.
  css: true,
  // Of an effect that crosses processes and a disk that others write to as well; 1 s by default.
  expect: { poll: { timeout: 15_000 } },
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: "modules", include: QUICK, testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { ...common, name: "program", include: WHOLE_PROGRAM, testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
  },
});
