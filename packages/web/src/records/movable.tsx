import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { classes, isComposing } from '../design/index.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const DRAGGED = 'application/x-shapan-record';

export interface MovableProps {
  readonly id: string;
  /** For those who listen, after what is seen. */
  readonly detail: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
  readonly mayMove: boolean;
  readonly onOpen: () => void;
  readonly onMove: (direction: Direction) => void;
}

/** A record on a board: arrows move it, the pointer drags it, Enter or a click opens it. */
export function Movable({ id, detail, className, children, mayMove, onOpen, onMove }: MovableProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = directions[event.key];
    if (isComposing(event) || !direction || !mayMove || event.altKey || event.ctrlKey || event.metaKey)
      return;
    event.preventDefault();
    onMove(direction);
  };
  return (
    <button
      type="button"
      className={classes('movable', className)}
      data-movable={id}
      aria-keyshortcuts={mayMove ? 'ArrowUp ArrowDown ArrowLeft ArrowRight' : undefined}
      draggable={mayMove}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onKeyDown={onKeyDown}
      onClick={onOpen}
    >
      {children}
      <span className="visually-hidden">{detail}</span>
    </button>
  );
}

/** What a place needs to take a dragged record. */
export function dropProps(onDrop: (id: string) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const id = event.dataTransfer.getData(DRAGGED);
      if (id === '') return;
      event.preventDefault();
      onDrop(id);
    },
  };
}

export interface Moves {
  /** The focus goes with the record, and those who listen hear where it went. */
  readonly moved: (id: string, sentence: string) => void;
  /** The sentence; put it on the page once. */
  readonly said: ReactNode;
}

/** A record that moved to another place is drawn anew there; the focus follows it. */
export function useMoves(): Moves {
  const wanted = useRef<string | null>(null);
  const [sentence, say] = useState('');
  useEffect(() => {
    if (wanted.current === null) return;
    document.querySelector<HTMLElement>(`[data-movable="${CSS.escape(wanted.current)}"]`)?.focus();
    wanted.current = null;
  });
  return {
    moved: (id, next) => {
      wanted.current = id;
      say(next);
    },
    said: (
      <p role="status" className="visually-hidden">
        {sentence}
      </p>
    ),
  };
}
