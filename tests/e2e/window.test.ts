// What the window may not do, asked of the real one.
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corePid } from "../../scripts/driver/app.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

let running: RunningApp;
beforeAll(async () => {
  running = await openCounter(makeFolder("window"));
});
afterAll(() => running.close());

describe("the window", () => {
  it("has no Node and only the four functions of its preload", async () => {
    const globals = await running.page.evaluate(() => [
      typeof Reflect.get(window, "require"),
      typeof Reflect.get(window, "process"),
    ]);
    expect(globals).toEqual(["undefined", "undefined"]);
    const api = await running.page.evaluate(() => Object.keys(Reflect.get(window, "quay") as object).sort());
    expect(api).toEqual(["formDrawn", "onCoreState", "onForm", "switchMode"]);
  });

  it("is sandboxed and isolated", async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  });

  it("runs without one violation of its content security policy", () => {
    expect(running.lines.filter((line) => /Content Security Policy|page error/i.test(line))).toEqual([]);
  });

  it("refuses eval, even from a timer where no debugger helps it", async () => {
    const outcome = await running.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(String(new Function("return 1")()));
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(outcome).toBe("EvalError");
  });

  it("refuses the network, navigation, new windows and permissions", async () => {
    const header = await running.page.evaluate(() =>
      fetch("app://ui/index.html").then((r) => r.headers.get("content-security-policy")),
    );
    expect(header).toContain("default-src 'none'");
    expect(header).not.toMatch(/unsafe-(eval|inline)/);
    const outside = await running.page.evaluate(() =>
      fetch("http://127.0.0.1:9/").then(
        () => "reached",
        (e: Error) => e.name,
      ),
    );
    expect(outside).toBe("TypeError");
    const opened = await running.page.evaluate(() => window.open("app://ui/index.html"));
    expect(opened).toBeNull();
    await running.page.evaluate(() => void (window.location.href = "https://example.invalid/"));
    await running.page.waitForTimeout(300);
    expect(running.page.url()).toMatch(/^app:\/\/ui\//);
    const geolocation = await running.page.evaluate(() =>
      navigator.permissions.query({ name: "geolocation" }).then((p) => p.state),
    );
    expect(geolocation).toBe("denied");
    const microphone = await running.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => "opened",
        (error: DOMException) => error.name,
      ),
    );
    expect(microphone).not.toBe("opened");
  });

  it("puts a file that it hands out into the download folder, without a dialog and over nothing", async () => {
    const folder = makeFolder("downloads");
    fs.writeFileSync(path.join(folder, "receipt.pdf"), "of yesterday");
    await running.app.evaluate(({ app }, downloads) => app.setPath("downloads", downloads), folder);
    await running.page.evaluate(() => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["of today"]));
      link.download = "receipt.pdf";
      link.click();
    });
    const saved = path.join(folder, "receipt (2).pdf");
    await expect.poll(() => fs.existsSync(saved) && fs.readFileSync(saved, "utf8")).toBe("of today");
    expect(fs.readFileSync(path.join(folder, "receipt.pdf"), "utf8")).toBe("of yesterday");
  });

  it("gives no file but its own, and no image that is not in the office", async () => {
    const status = (url: string) =>
      running.page.evaluate(
        (u) =>
          fetch(u).then(
            (r) => r.status,
            () => 0,
          ),
        url,
      );
    expect(await status("app://ui/..%2f..%2fpackage.json")).toBe(404);
    expect(await status("app://ui/%2fetc%2fpasswd")).toBe(404);
    const image = (src: string) =>
      running.page.evaluate(
        (u) =>
          new Promise<string>((resolve) => {
            const picture = new Image();
            picture.onload = () => resolve("shown");
            picture.onerror = () => resolve("refused");
            picture.src = u;
          }),
        src,
      );
    expect(await image("app://pages/00000000-0000-7000-8000-000000000000?size=thumb")).toBe("refused");
    expect(await image("app://pages/..%2f..%2fkey.bin")).toBe("refused");
  });

  it("cannot bring core down by an address of a picture that is none", async () => {
    const before = await corePid(running.app);
    const outcome = await running.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const image = new Image();
          image.onload = () => resolve("loaded");
          image.onerror = () => resolve("refused");
          image.src = `app://pages/${"a".repeat(5000)}`;
        }),
    );
    expect(outcome).toBe("refused");
    await running.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(await corePid(running.app)).toBe(before);
  });
});
