// The file dialog of the system, opened by a key.
import type { ReactElement, RefObject } from "react";

interface FilePickerProps {
  input: RefObject<HTMLInputElement | null>;
  onFiles: (files: readonly File[]) => void;
}

const TYPES = "application/pdf,image/jpeg,image/png,image/tiff,.pdf,.jpg,.jpeg,.png,.tif,.tiff";

export function FilePicker({ input, onFiles }: FilePickerProps): ReactElement {
  return (
    <input
      ref={input}
      type="file"
      multiple
      hidden
      accept={TYPES}
      data-testid="file-input"
      onChange={(event) => {
        onFiles([...(event.currentTarget.files ?? [])]);
        // The same file chosen again must count as a choice.
        event.currentTarget.value = "";
      }}
    />
  );
}
