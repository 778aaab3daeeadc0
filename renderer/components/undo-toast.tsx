// Undo instead of confirm: says what was done and offers the way back, by button and by Ctrl+Z.
import { Button, Group } from "@mantine/core";
import { hideNotification, showNotification } from "@mantine/notifications";
import { KeyHint } from "./key-hint";

export interface UndoToast {
  message: string;
  undoLabel: string;
  undo: () => void;
}

const SHOWN_MS = 8_000;

/** Ways back that are still offered, the latest last. */
const offered: { id: string; run: () => void }[] = [];

export function showUndo({ message, undoLabel, undo }: UndoToast): void {
  const id = crypto.randomUUID();
  const run = (): void => {
    hideNotification(id);
    undo();
  };
  offered.push({ id, run });
  showNotification({
    id,
    autoClose: SHOWN_MS,
    withBorder: true,
    onClose: () => withdraw(id),
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button size="compact-sm" variant="light" flex="none" onClick={run} rightSection={<KeyHint keys="Ctrl+Z" />}>
          {undoLabel}
        </Button>
      </Group>
    ),
  });
}

/** Takes back what was done last, if that is still offered. @returns false when there is nothing */
export function undoLatest(): boolean {
  const latest = offered.pop();
  latest?.run();
  return latest !== undefined;
}

function withdraw(id: string): void {
  const at = offered.findIndex((offer) => offer.id === id);
  if (at >= 0) offered.splice(at, 1);
}
