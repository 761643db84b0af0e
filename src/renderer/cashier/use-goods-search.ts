import { useEffect, useState } from 'react';
import type { Goods } from '../../contracts/goods.ts';
import { useSession, useTill } from './till-context.ts';

type Found = { readonly text: string; readonly goods: readonly Goods[] };

/**
 * Goods whose name holds the text; null asks for nothing. Late answers to an older text are dropped. `settled` is
 * false until the present text was answered, so that nobody reads "nothing found" too early.
 */
export function useGoodsSearch(
  text: string | null,
  limit: number,
): { goods: readonly Goods[]; settled: boolean } {
  const { client } = useTill();
  const { link } = useSession();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (text === null || link !== 'open') return;
    let wanted = true;
    void client.call('goods.search', { text, limit }).then((answer) => {
      if (wanted && answer.ok) setFound({ text, goods: answer.value.goods });
    });
    return () => {
      wanted = false;
    };
  }, [client, link, text, limit]);
  return text === null
    ? { goods: [], settled: false }
    : { goods: found?.goods ?? [], settled: found !== null && found.text === text };
}
