// What no window of ours may do, and the policy that pages are served under.
import { app, session } from "electron";
import { keepDownloads } from "./downloads";

/** @param nonce made anew at each start; Mantine's style elements carry it */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' app: blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** Navigation, new windows, webviews and permissions are refused for every web contents, now and later. */
export function lockDown(): void {
  keepDownloads();
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
}

/** The window has no business on the network: whatever is not our own scheme is cancelled. */
export function refuseNetwork(): void {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(app|blob|data|devtools|chrome-extension):/.test(details.url);
    answer({ cancel: !allowed });
  });
}
