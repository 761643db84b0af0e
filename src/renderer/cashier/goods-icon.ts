import {
  IconApple,
  IconBottle,
  IconBread,
  IconCandy,
  IconCarrot,
  IconCheese,
  IconCoffee,
  IconCookie,
  IconDroplet,
  IconEgg,
  IconFish,
  IconGift,
  IconIceCream,
  IconMeat,
  IconMilk,
  IconPackage,
  IconPaw,
  IconSalad,
  IconSmoking,
  IconSpray,
  type Icon as TablerIcon,
} from '@tabler/icons-react';

type GoodsLook = { readonly Icon: TablerIcon; readonly hue: number };

/** Parts of a category's path and what they look like; the deepest part that is known wins. Hues in degrees. */
const looks: readonly (readonly [RegExp, TablerIcon, number])[] = [
  [/milk|kefir|cream|молок|кефир/i, IconMilk, 210],
  [/cheese|сыр/i, IconCheese, 45],
  [/egg|яйц/i, IconEgg, 40],
  [/dairy|молочн/i, IconMilk, 210],
  [/bread|bakery|хлеб|выпеч/i, IconBread, 30],
  [/fruit|фрукт|apple/i, IconApple, 120],
  [/vegetable|овощ|produce/i, IconCarrot, 95],
  [/salad|кулинар|deli/i, IconSalad, 100],
  [/meat|sausage|мяс|колбас/i, IconMeat, 5],
  [/fish|рыб/i, IconFish, 200],
  [/coffee|tea|кофе|чай/i, IconCoffee, 25],
  [/ice.?cream|frozen|морож/i, IconIceCream, 190],
  [/chocolate|candy|sweet|слад|конфет|шокол/i, IconCandy, 330],
  [/cookie|biscuit|печен|snack/i, IconCookie, 35],
  [/water|вод[аы]/i, IconDroplet, 200],
  [/drink|juice|beer|wine|alcohol|напит|сок|пиво/i, IconBottle, 150],
  [/tobacco|cigar|табак/i, IconSmoking, 0],
  [/pet|корм|живот/i, IconPaw, 280],
  [/household|clean|хими|быт|hygiene/i, IconSpray, 260],
  [/gift|club|подар/i, IconGift, 320],
];

/** A picture for goods by their category path (`dairy/milk`). Only for the eye: nothing depends on it. */
export function goodsIcon(category: string): GoodsLook {
  for (const part of category.split('/').toReversed()) {
    const found = looks.find(([pattern]) => pattern.test(part));
    if (found !== undefined) return { Icon: found[1], hue: found[2] };
  }
  return { Icon: IconPackage, hue: 155 };
}
