// Undo instead of confirm: says what was done and offers the way back.
import { Button, Group } from "@mantine/core";
import { hideNotification, showNotification } from "@mantine/notifications";

export interface UndoToast {
  message: string;
  undoLabel: string;
  undo: () => void;
}

const SHOWN_MS = 8_000;

export function showUndo({ message, undoLabel, undo }: UndoToast): void {
  const id = crypto.randomUUID();
  const run = (): void => {
    hideNotification(id);
    undo();
  };
  showNotification({
    id,
    autoClose: SHOWN_MS,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button size="compact-sm" variant="light" onClick={run}>
          {undoLabel}
        </Button>
      </Group>
    ),
  });
}
