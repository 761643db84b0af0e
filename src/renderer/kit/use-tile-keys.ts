import { type FocusEvent, type KeyboardEvent, useState } from 'react';

/** How far an arrow key goes in a grid of tiles with so many in a row. */
function stepOf(key: string, inRow: number): number {
  switch (key) {
    case 'ArrowRight':
      return 1;
    case 'ArrowLeft':
      return -1;
    case 'ArrowDown':
      return inRow;
    case 'ArrowUp':
      return -inRow;
    default:
      return 0;
  }
}

/** A grid of many buttons as one stop of the Tab key: the arrow keys go about in it, Tab goes past it. */
export function useTileKeys() {
  const [current, setCurrent] = useState(0);
  const tilesOf = (grid: Element): HTMLElement[] =>
    [...grid.children].filter((child) => child instanceof HTMLElement);
  return {
    /** The first tile is the stop again: other tiles are shown. */
    restart: (): void => setCurrent(0),
    tabIndex: (index: number): 0 | -1 => (index === current ? 0 : -1),
    grid: {
      onFocus: (event: FocusEvent<HTMLElement>): void => {
        const index = tilesOf(event.currentTarget).indexOf(event.target as HTMLElement);
        if (index >= 0) setCurrent(index);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
        const tiles = tilesOf(event.currentTarget);
        const top = tiles[0]?.offsetTop;
        const inRow = tiles.findIndex(({ offsetTop }) => offsetTop !== top);
        const step = stepOf(event.key, inRow < 0 ? tiles.length : inRow);
        if (step === 0) return;
        event.preventDefault();
        const from = tiles.indexOf(event.target as HTMLElement);
        tiles[from + step]?.focus();
      },
    },
  };
}
