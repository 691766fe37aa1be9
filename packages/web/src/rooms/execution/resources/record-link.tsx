interface RecordLinkProps {
  readonly id: string;
  readonly name: string;
  readonly onOpen: (id: string) => void;
}

/** A record by its name: it opens beside the page. */
export function RecordLink({ id, name, onOpen }: RecordLinkProps) {
  return (
    <button type="button" className="resources__link" onClick={() => onOpen(id)}>
      {name}
    </button>
  );
}
