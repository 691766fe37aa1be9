/** Browsers read the file after the click has returned, some only when somebody has said where to keep it. */
const UNTIL_READ = 60_000;

/** Hand a file to the browser to be kept under this name. */
export function saveAs(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), UNTIL_READ);
}
