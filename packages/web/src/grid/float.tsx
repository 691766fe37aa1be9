import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

interface FloatProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly className: string;
  readonly children: ReactNode;
}

/** Something below an element, above everything else on the page; above the element where there is no room below. */
export function Float({ anchor, className, children }: FloatProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.showPopover();
  }, []);
  // After every drawing: the element may have moved with the scrolling.
  useLayoutEffect(() => {
    const place = anchor.current?.getBoundingClientRect();
    const float = box.current;
    if (!place || !float) return;
    const below = place.bottom + float.offsetHeight <= window.innerHeight;
    float.style.left = `${Math.max(0, Math.min(place.left, window.innerWidth - float.offsetWidth))}px`;
    float.style.top = `${below ? place.bottom : Math.max(0, place.top - float.offsetHeight)}px`;
    float.style.minWidth = `${place.width}px`;
  });
  return (
    <div ref={box} popover="manual" className={`grid-float ${className}`}>
      {children}
    </div>
  );
}
