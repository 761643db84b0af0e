import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { plants } from './plants.ts';

// Loaded into a real process by NODE_OPTIONS: the source of one module comes with a fault in it. KOPILKA_PLANT names it.
const plant = plants[process.env.KOPILKA_PLANT ?? ''];
if (plant === undefined) throw new Error(`There is no plant ${process.env.KOPILKA_PLANT}.`);

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const changes = plant.filter(({ file }) => url.endsWith(`/${file}`));
    if (changes.length === 0) return loaded;
    let source = readFileSync(new URL(url), 'utf8');
    for (const { from, to } of changes) source = source.replace(from, () => to);
    return { ...loaded, source };
  },
});
