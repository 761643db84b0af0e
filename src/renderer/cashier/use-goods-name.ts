import { useEffect, useState } from 'react';
import { useTill } from './till-context.ts';

/** What the chain's goods list calls an article; its number until that is known, or where it is not on the list. */
export function useGoodsName(sku: string): string {
  const { client } = useTill();
  const [found, setFound] = useState<{ readonly sku: string; readonly name: string } | null>(null);
  useEffect(() => {
    let wanted = true;
    void client.call('goods.byCode', { code: sku }).then((answer) => {
      if (wanted && answer.ok && answer.value.goods !== null)
        setFound({ sku, name: answer.value.goods.name });
    });
    return () => {
      wanted = false;
    };
  }, [client, sku]);
  return found?.sku === sku ? found.name : sku;
}
