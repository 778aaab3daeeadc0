// What no window of ours may do, and the policy that pages are served under.
import {
  app,
  type MediaAccessPermissionRequest,
  type PermissionCheckHandlerHandlerDetails,
  type PermissionRequest,
  session,
} from "electron";
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
  session.defaultSession.setPermissionRequestHandler((_contents, ...[permission, answer, details]) =>
    answer(isCameraRequest(permission, details)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, ...[permission, origin, details]) =>
    isCameraCheck(permission, origin, details),
  );
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
}

/** The only permission there is: the document camera, without sound, for the counter's own page and no frame in it. */
function isCameraRequest(permission: string, details: PermissionRequest): boolean {
  if (permission !== "media" || !details.isMainFrame || !isCounterPage(details.requestingUrl)) return false;
  const { mediaTypes } = details as MediaAccessPermissionRequest;
  return mediaTypes?.length === 1 && mediaTypes[0] === "video";
}

/** What the page may know beforehand: the names of the cameras. */
function isCameraCheck(permission: string, origin: string, details: PermissionCheckHandlerHandlerDetails): boolean {
  const isVideo = permission === "media" && details.mediaType === "video";
  return isVideo && details.isMainFrame && isCounterPage(details.requestingUrl ?? origin);
}

function isCounterPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, pathname } = new URL(address);
  return protocol === "app:" && host === "ui" && ["", "/", "/index.html"].includes(pathname);
}

/** The window has no business on the network: whatever is not our own scheme is cancelled. */
export function refuseNetwork(): void {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(app|blob|data|devtools|chrome-extension):/.test(details.url);
    answer({ cancel: !allowed });
  });
}
