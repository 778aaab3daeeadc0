// Builds the shell, core, its child processes, the province and the window. Targets are the oldest runtime that must
// run this build (Node 20.18, Chromium 130), whatever Electron is installed.
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import path from "node:path";

const NODE = "node20.18";
const CHROME = "chrome130";
const from = (relative: string) => path.join(import.meta.dirname, relative);

/** Everything else is bundled: ESM-only packages cannot be required by Electron 33. */
const EXTERNAL = [
  "electron",
  "better-sqlite3",
  "koffi",
  "tesseract.js",
  "wasm-vips",
  /^zxing-wasm/,
  "@hyzyla/pdfium",
  /^@electric-sql\/pglite/,
  "pg",
];

export default defineConfig({
  main: {
    build: {
      target: NODE,
      outDir: "out/main",
      externalizeDeps: false,
      rollupOptions: {
        external: [...EXTERNAL, /^node:/],
        input: {
          shell: from("electron/shell/main.ts"),
          core: from("electron/core/process.ts"),
          "image-process": from("electron/core/imaging/process/main.ts"),
          "twain-helper": from("electron/core/scanning/drivers/twain/helper/main.ts"),
          province: from("province/server.ts"),
        },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      outDir: "out/preload",
      externalizeDeps: false,
      rollupOptions: { external: ["electron"], input: { preload: from("electron/shell/preload.ts") } },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react()],
    build: {
      target: CHROME,
      outDir: "out/renderer",
      minify: true,
      chunkSizeWarningLimit: 1000,
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: from("renderer/index.html"), print: from("renderer/print.html") } },
    },
  },
});
