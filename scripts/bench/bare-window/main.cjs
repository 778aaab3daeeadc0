// The least that Electron can do: one window with one button. The rival of our own start-up.
const { app, BrowserWindow } = require("electron");
const path = require("node:path");

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, show: false });
  window.once("ready-to-show", () => window.show());
  return window.loadFile(path.join(__dirname, "index.html"));
});
app.on("window-all-closed", () => app.quit());
