// Files that the window hands out (the receipt as a PDF) go to the officer's download folder at once, under a free name.
import { app, dialog, session } from "electron";
import fs from "node:fs";
import path from "node:path";
import { freeName } from "./free-name";

/** Only what the window itself has made is kept; a dialog that is closed would leave an officer without the file. */
export function keepDownloads(): void {
  session.defaultSession.on("will-download", (event, item) => {
    if (!item.getURL().startsWith("blob:app://")) return event.preventDefault();
    const folder = app.getPath("downloads");
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, freeName(fs.readdirSync(folder), item.getFilename()));
    item.setSavePath(file);
    item.once("done", (_event, state) => {
      if (state !== "completed") dialog.showErrorBox("Không lưu được tệp · The file could not be saved", file);
    });
  });
}
