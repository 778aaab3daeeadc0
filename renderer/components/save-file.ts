// Hands a file from core to the officer's download folder.

export function saveFile(file: File, name = file.name): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken the content by then; freeing it at once would cancel it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
