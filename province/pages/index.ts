// Pages of the gateway for people: operations (/ops) and the API to read (/docs). Everything on them comes from this process.
/// <reference types="vite/client" />
import type { FastifyInstance, FastifyReply } from "fastify";
import swaggerStyle from "swagger-ui-dist/swagger-ui.css?raw";
import swaggerBundle from "swagger-ui-dist/swagger-ui-bundle.js?raw";
import opsScript from "./ops.client.js?raw";
import opsStyle from "./ops.css?raw";
import opsPage from "./ops.html?raw";

const STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'";
const OPS_POLICY = `${STRICT}; script-src 'self'; style-src 'self'`;
/** Swagger UI writes styles into elements and has its icons as data. */
const DOCS_POLICY = `${STRICT}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Provincial gateway: API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <script defer src="/docs/swagger-ui-bundle.js"></script>
    <script defer src="/docs/start.js"></script>
  </head>
  <body><div id="api"></div></body>
</html>
`;
const DOCS_START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: false, validatorUrl: null });
`;

interface Part {
  type: string;
  text: string;
  policy: string;
}

const HTML = "text/html; charset=utf-8";
const STYLE = "text/css; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";

const PARTS: Readonly<Record<string, Part>> = {
  "/ops": { type: HTML, text: opsPage, policy: OPS_POLICY },
  "/ops/page.css": { type: STYLE, text: opsStyle, policy: OPS_POLICY },
  "/ops/page.js": { type: SCRIPT, text: opsScript, policy: OPS_POLICY },
  "/docs": { type: HTML, text: DOCS_PAGE, policy: DOCS_POLICY },
  "/docs/start.js": { type: SCRIPT, text: DOCS_START, policy: DOCS_POLICY },
  "/docs/swagger-ui.css": { type: STYLE, text: swaggerStyle, policy: DOCS_POLICY },
  "/docs/swagger-ui-bundle.js": { type: SCRIPT, text: swaggerBundle, policy: DOCS_POLICY },
};

export function servePages(http: FastifyInstance): void {
  for (const [path, part] of Object.entries(PARTS)) http.get(path, (_request, reply) => send(reply, part));
}

function send(reply: FastifyReply, { type, text, policy }: Part): FastifyReply {
  return reply
    .type(type)
    .headers({
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    })
    .send(text);
}
