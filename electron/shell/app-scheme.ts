// The app:// scheme: the window's own files, and page images by id. Nothing is ever read by a path from the window.
import { protocol } from "electron";
import fs from "node:fs";
import path from "node:path";
import { contentSecurityPolicy } from "./security";

const MIME_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

export interface ImageSource {
  /** @param path for instance "pages/<id>?size=thumb" or "previews/<id>/1" */
  readImage(path: string): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges }]);
}

export function serveAppScheme(options: { rendererFolder: string; nonce: string; images: ImageSource }): void {
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    if (url.host === "ui") return serveFile(options, url.pathname);
    if (url.host !== "pages" && url.host !== "previews") return notFound();
    const image = await options.images.readImage(`${url.host}${url.pathname}${url.search}`);
    if (!image) return notFound();
    // A page may be turned while it is open somewhere: only an address that says the angle is of one picture for ever.
    const isFixed = url.host === "previews" || url.searchParams.has("turn");
    const headers = {
      "content-type": image.mimeType,
      "cache-control": isFixed ? "private, max-age=3600" : "no-store",
    };
    return new Response(Buffer.from(image.bytes), { headers });
  });
}

async function serveFile(options: { rendererFolder: string; nonce: string }, pathname: string): Promise<Response> {
  const relative = pathname === "/" ? "index.html" : decodeURIComponent(pathname).replace(/^\/+/, "");
  const file = path.join(options.rendererFolder, relative);
  if (!file.startsWith(options.rendererFolder + path.sep)) return notFound();
  try {
    const content = await fs.promises.readFile(file);
    const extension = path.extname(file);
    const body = extension === ".html" ? content.toString("utf8").replaceAll("__CSP_NONCE__", options.nonce) : content;
    const headers = {
      "content-type": MIME_TYPES[extension] ?? "application/octet-stream",
      "content-security-policy": contentSecurityPolicy(options.nonce),
      "x-content-type-options": "nosniff",
    };
    return new Response(body, { headers });
  } catch (error) {
    console.error("app scheme:", relative, error instanceof Error ? error.message : "");
    return notFound();
  }
}

function notFound(): Response {
  return new Response("not found", { status: 404 });
}
