/** Words for those who listen, where the page shows none: the heading of a column of buttons. */
export function HiddenWords({ text }: { readonly text: string }) {
  return (
    <span className="hidden-words">
      <span className="visually-hidden">{text}</span>
    </span>
  );
}
