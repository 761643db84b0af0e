import type { Command } from '../command.ts';
import { goodsColumns } from './import-columns.ts';
import { importOptions, runImport } from './import-csv.ts';

export const hubImportGoodsCommand: Command = {
  name: 'hub import goods',
  summary:
    'loads goods from CSV: sku, barcodes, name, category, brand, tags, price, vat, minPrice, flags, weighed',
  arguments: 'FILE',
  options: importOptions,
  example: 'kopilka hub import goods goods.csv --hub http://127.0.0.1:8787 --token T',
  run: (context) => runImport(goodsColumns, context),
};
