import type { PackManifest } from './pack.ts';

/** Canary packs name their stores; a pack that names none is for all. */
export const isPackFor = ({ stores }: Pick<PackManifest, 'stores'>, store: string): boolean =>
  stores === undefined || stores.includes(store);
