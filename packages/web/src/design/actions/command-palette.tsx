import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { isComposing } from '../keyboard.ts';
import { type Searchable, searchEntries } from '../search.ts';
import { KeyHint } from './key-hint.tsx';
import './command-palette.css';

export interface PaletteEntry extends Searchable {
  readonly id: string;
  readonly onSelect: () => void;
  /** The heading it stands under; entries of one group follow each other. */
  readonly group?: string | undefined;
  readonly icon?: ReactNode;
  readonly hint?: string | undefined;
  readonly keys?: readonly string[] | undefined;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly entries: readonly PaletteEntry[];
  /** Its accessible name, for example 搜索与命令. */
  readonly label: string;
  readonly placeholder: string;
  readonly emptyText: string;
  /** Told of the query, when more entries come from elsewhere. */
  readonly onQuery?: ((query: string) => void) | undefined;
}

/** A field and a list in one: what is typed filters, arrows choose, Enter does it. */
export function CommandPalette({ open, onOpenChange, ...rest }: CommandPaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="sp-scrim" />
        <Dialog.Popup className="sp-surface sp-palette" aria-label={rest.label} initialFocus={input}>
          <PaletteBody {...rest} input={input} onDone={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface PaletteBodyProps extends Omit<CommandPaletteProps, 'open' | 'onOpenChange'> {
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly onDone: () => void;
}

function PaletteBody({ entries, label, placeholder, emptyText, onQuery, input, onDone }: PaletteBodyProps) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = searchEntries(entries, query);
  const current = Math.min(active, found.length - 1);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onDone();
    entry.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const next = moved(event.key, current, found.length);
    if (next !== undefined) setActive(next);
    else if (event.key === 'Enter') choose(found[current]);
    else return;
    event.preventDefault();
  };
  const change = (text: string) => {
    setQuery(text);
    setActive(0);
    onQuery?.(text);
  };
  return (
    <>
      <PaletteField
        input={input}
        label={label}
        placeholder={placeholder}
        listId={`${id}-list`}
        activeId={found.length > 0 ? `${id}-${current}` : undefined}
        query={query}
        onQuery={change}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={`${id}-list`} aria-label={label} className="sp-palette__list">
        {found.map((entry, index) => (
          <PaletteLine
            key={entry.id}
            id={`${id}-${index}`}
            entry={entry}
            heading={entry.group !== found[index - 1]?.group}
            active={index === current}
            onPoint={() => setActive(index)}
            onChoose={() => choose(entry)}
          />
        ))}
      </div>
      <p role="status" className="sp-palette__empty" hidden={found.length > 0}>
        {found.length === 0 && emptyText}
      </p>
    </>
  );
}

interface PaletteFieldProps extends Pick<PaletteBodyProps, 'input' | 'label' | 'placeholder'> {
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function PaletteField({ input, label, placeholder, ...rest }: PaletteFieldProps) {
  return (
    <div className="sp-palette__field">
      <Search aria-hidden="true" />
      <input
        ref={input}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-label={label}
        aria-controls={rest.listId}
        aria-activedescendant={rest.activeId}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={rest.query}
        onChange={(event) => rest.onQuery(event.target.value)}
        onKeyDown={rest.onKeyDown}
      />
    </div>
  );
}

interface PaletteLineProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly heading: boolean;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function PaletteLine({ id, entry, heading, active, onPoint, onChoose }: PaletteLineProps) {
  return (
    <>
      {heading && entry.group !== undefined && (
        <div role="presentation" className="sp-palette__group">
          {entry.group}
        </div>
      )}
      {/* The field keeps the focus and speaks for the list, so the line itself needs no key handler. */}
      <div
        role="option"
        id={id}
        aria-selected={active}
        tabIndex={-1}
        className="sp-palette__line"
        onPointerMove={onPoint}
        onPointerDown={(event) => event.preventDefault()}
        onClick={onChoose}
      >
        <span className="sp-palette__icon">{entry.icon}</span>
        <span className="sp-palette__text">{entry.label}</span>
        {entry.hint !== undefined && <span className="sp-palette__hint">{entry.hint}</span>}
        {entry.keys !== undefined && <KeyHint keys={entry.keys} />}
      </div>
    </>
  );
}

function moved(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowUp') return (current - 1 + count) % count;
  if (key === 'PageDown') return Math.min(current + 8, count - 1);
  return key === 'PageUp' ? Math.max(current - 8, 0) : undefined;
}

/** Calls back on Ctrl+K or ⌘K anywhere on the page, but never in the middle of a composition. */
export function usePaletteShortcut(onOpen: () => void): void {
  const latest = useRef(onOpen);
  useEffect(() => {
    latest.current = onOpen;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!held || event.key.toLowerCase() !== 'k' || isComposing(event)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
