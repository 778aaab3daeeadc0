// Entry of the counter's window.
import "@fontsource/be-vietnam-pro/400.css";
import "@fontsource/be-vietnam-pro/500.css";
import "@fontsource/be-vietnam-pro/600.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./components/tokens.css";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { listenForWedge } from "./app/use-wedge";
import { startBridge } from "./bridge";
import { startWords } from "./locales/i18n";
import { SCREENS } from "./screens/registry";

// Each start of the program has its own nonce; whatever makes a style element needs it.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
setNonce(nonce);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
startWords(Object.fromEntries(SCREENS.map(({ name, locale }) => [name, locale])));
startBridge();
listenForWedge(window);
createRoot(root).render(<App nonce={nonce} />);
