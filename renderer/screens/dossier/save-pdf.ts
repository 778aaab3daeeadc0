// Hands a file from core to the officer's download folder.

export function savePdf(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  // The download has taken the content by then; freeing it at once would cancel it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
