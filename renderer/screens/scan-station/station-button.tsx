// A command as a button with its key; it never takes the focus from the stack.
import { Button } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { KeyHint } from "../../components";
import type { StationCommand } from "./station-keys";

export interface StationButtonProps {
  perform: (command: StationCommand) => void;
  command: StationCommand;
  keys: string;
  isFirst?: boolean;
  isDisabled?: boolean;
  testId?: string;
  title?: string;
  children: ReactNode;
}

export function StationButton(props: StationButtonProps): ReactElement {
  const { perform, command, keys, isFirst = false, isDisabled = false, testId, title, children } = props;
  return (
    <Button
      size="compact-sm"
      variant={isFirst ? "light" : "default"}
      tabIndex={-1}
      disabled={isDisabled}
      title={title}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => perform(command)}
      data-testid={testId ?? `station-${command.kind}`}
    >
      {children}&nbsp;
      <KeyHint keys={keys} />
    </Button>
  );
}
