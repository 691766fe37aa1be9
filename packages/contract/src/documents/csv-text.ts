/** OWASP's list of what a spreadsheet runs as a formula, and their full-width twins, possibly behind apostrophes. */
const formulaLike = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** What would be read as a number, a day, a truth or an error when it is not quoted. */
const typed = /^(?:[\d-][\d.:T /-]*|#.*|TRUE|FALSE)$/;

/**
 * Words as a field of a CSV file that reads back as the same words: quoted where they could be taken for something else,
 * behind an apostrophe where a spreadsheet would run them as a formula. Never refuses.
 */
export function csvText(text: string, delimiter: string): string {
  const safe = formulaLike.test(text) ? `'${text}` : text;
  const plain =
    !/["\r\n]/.test(safe) && !safe.includes(delimiter) && safe.trim() === safe && !typed.test(safe);
  return plain ? safe : `"${safe.replaceAll('"', '""')}"`;
}
