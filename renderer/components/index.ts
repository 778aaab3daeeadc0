// Dumb parts: no bridge, no screens.
export { CodeText } from "./code-text";
export { CounterForm, EMPTY_COUNTER } from "./counter-form";
export { EmptyState } from "./empty-state";
export { FaultNotice } from "./fault-notice";
export { KeyHint } from "./key-hint";
export { Loading } from "./loading";
export { pageImageUrl, previewUrl } from "./page-image";
export { PageThumb } from "./page-thumb";
export { Panel } from "./panel";
export { SectionLine } from "./section-line";
export { Snippet } from "./snippet";
export { StateBadge } from "./state-badge";
export { theme } from "./theme";
export { showUndo, undoLatest } from "./undo-toast";
export { moveBetweenRows } from "./row-keys";
export { RowTable, type RowColumn } from "./row-table";
export { QrCode } from "./qr-code";
