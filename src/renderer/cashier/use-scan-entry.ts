import { type KeyboardEvent, useState } from 'react';
import type { Goods } from '../../contracts/goods.ts';
import { judgeTyped } from './state/typed-entry.ts';
import { useTill } from './till-context.ts';
import { useGoodsSearch } from './use-goods-search.ts';

const SUGGESTIONS = 6;
const SHORTEST_SEARCH = 2;

/** What is typed into the scan field, what it suggests, and what Enter and the arrows do with it. */
export function useScanEntry() {
  const { sale, driver, client } = useTill();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const entry = judgeTyped(text);
  const searching = entry.kind === 'search' && entry.text.length >= SHORTEST_SEARCH;
  const { goods: found, settled } = useGoodsSearch(searching ? entry.text : null, SUGGESTIONS);

  const change = (next: string): void => {
    setText(next);
    setMarked(0);
  };
  const pick = (goods: Goods): void => {
    sale.dispatch({ type: 'goods-picked', goods });
    change('');
  };
  /** Enter before the suggestions of this very text came: those on screen belong to a shorter one. */
  const pickFirst = async (words: string): Promise<void> => {
    const answer = await client.call('goods.search', { text: words, limit: 1 });
    const [goods] = answer.ok ? answer.value.goods : [];
    if (goods !== undefined) pick(goods);
  };
  const submit = (): void => {
    if (entry.kind === 'identify') {
      change('');
      void driver.identify(entry.request);
    } else if (entry.kind === 'search') {
      const chosen = found[marked];
      if (!settled) void pickFirst(entry.text);
      else if (chosen !== undefined) pick(chosen);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') submit();
    else if (event.key === 'Escape' && text !== '') change('');
    else if (searching && found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const step = event.key === 'ArrowDown' ? 1 : found.length - 1;
      setMarked((now) => (now + step) % found.length);
    } else return;
    event.preventDefault();
  };
  return { text, change, submit, onKeyDown, pick, marked, searching, found, settled };
}
export type ScanEntry = ReturnType<typeof useScanEntry>;
