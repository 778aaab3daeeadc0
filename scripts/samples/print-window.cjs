// Electron's side of draw.mjs: prints one HTML file to PDF.
const { app, BrowserWindow } = require("electron");
const fs = require("node:fs");

const [html, pdf] = process.argv.slice(-2);
app.disableHardwareAcceleration();
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadFile(html);
  await window.webContents.executeJavaScript("document.fonts.ready.then(() => true)");
  fs.writeFileSync(
    pdf,
    await window.webContents.printToPDF({ pageSize: "A4", preferCSSPageSize: true, printBackground: true }),
  );
  app.exit(0);
});
