import type { Goods } from '../../contracts/goods.ts';

/** name · category path · brand · price in kopecks · VAT % · marks: w weighed, a alcohol, t tobacco, m minimum price */
type Row = readonly [string, string, string, number, string, string?];

const rows: readonly Row[] = [
  ['Молоко 3,2 % 930 мл', 'dairy/milk', 'Луговое', 8990, '10'],
  ['Молоко топлёное 1 л', 'dairy/milk', 'Луговое', 10490, '10'],
  ['Кефир 1 % 930 мл', 'dairy/kefir', 'Луговое', 7990, '10'],
  ['Сметана 20 % 300 г', 'dairy/cream', 'Деревня', 9990, '10'],
  ['Творог 5 % 200 г', 'dairy/curd', 'Деревня', 10990, '10'],
  ['Йогурт черника 125 г', 'dairy/yogurt', 'Ягодка', 4590, '10'],
  ['Масло сливочное 82,5 % 180 г', 'dairy/butter', 'Деревня', 21990, '10'],
  ['Сыр Российский, кг', 'dairy/cheese', 'Деревня', 89900, '10', 'w'],
  ['Хлеб ржаной 400 г', 'bakery/bread', 'Колос', 5490, '10'],
  ['Батон нарезной 350 г', 'bakery/bread', 'Колос', 4990, '10'],
  ['Круассан с миндалём', 'bakery/pastry', 'Колос', 8900, '20'],
  ['Булочка с маком', 'bakery/pastry', 'Колос', 4500, '20'],
  ['Яйца С1, 10 шт.', 'eggs', 'Птичий двор', 11990, '10'],
  ['Бананы, кг', 'fruit', '', 14990, '20', 'w'],
  ['Яблоки Гала, кг', 'fruit', '', 15990, '20', 'w'],
  ['Мандарины, кг', 'fruit', '', 24990, '20', 'w'],
  ['Помидоры черри 250 г', 'vegetables', '', 17990, '20'],
  ['Огурцы, кг', 'vegetables', '', 19990, '20', 'w'],
  ['Картофель, кг', 'vegetables', '', 4990, '20', 'w'],
  ['Филе куриное, кг', 'meat/chicken', 'Птичий двор', 44990, '10', 'w'],
  ['Фарш домашний 400 г', 'meat/mince', 'Мясной ряд', 29990, '10'],
  ['Колбаса докторская 400 г', 'meat/sausage', 'Мясной ряд', 34990, '10'],
  ['Сёмга слабосолёная 150 г', 'fish', 'Северное море', 39990, '10'],
  ['Гречка 800 г', 'grocery/cereals', 'Нива', 9990, '10'],
  ['Рис круглозёрный 800 г', 'grocery/cereals', 'Нива', 11990, '10'],
  ['Макароны спирали 450 г', 'grocery/pasta', 'Нива', 7490, '10'],
  ['Масло подсолнечное 1 л', 'grocery/oil', 'Нива', 13990, '10'],
  ['Сахар 1 кг', 'grocery/sugar', '', 7990, '10'],
  ['Кофе молотый 250 г', 'coffee/ground', 'Утро', 45990, '20'],
  ['Кофе в зёрнах 1 кг', 'coffee/beans', 'Утро', 149900, '20'],
  ['Капучино 250 мл', 'coffee/cup', 'Утро', 17900, '20'],
  ['Чай чёрный 100 пак.', 'tea', 'Самовар', 28990, '20'],
  ['Шоколад молочный 90 г', 'sweets/chocolate', 'Алёнушка', 11990, '20'],
  ['Конфеты «Мишка», кг', 'sweets/candy', 'Алёнушка', 79900, '20', 'w'],
  ['Печенье овсяное 300 г', 'sweets/cookies', 'Алёнушка', 9490, '20'],
  ['Сок яблочный 1 л', 'drinks/juice', 'Сад', 12990, '20'],
  ['Вода минеральная 1,5 л', 'drinks/water', 'Родник', 6990, '20'],
  ['Лимонад 0,5 л', 'drinks/soda', 'Сад', 7990, '20'],
  ['Пельмени 800 г', 'frozen', 'Мясной ряд', 38990, '10'],
  ['Мороженое пломбир 80 г', 'frozen/icecream', 'Снежинка', 7490, '20'],
  ['Порошок стиральный 3 кг', 'home/laundry', 'Чистюля', 54990, '20'],
  ['Средство для посуды 500 мл', 'home/dishes', 'Чистюля', 14990, '20'],
  ['Бумага туалетная 4 рул.', 'home/paper', 'Чистюля', 13990, '20'],
  ['Корм для кошек 85 г', 'pets/cat', 'Мурка', 3990, '20'],
  ['Вино красное сухое 0,75 л', 'alcohol/wine', 'Долина', 69900, '20', 'a'],
  ['Водка 0,5 л', 'alcohol/vodka', 'Полюс', 42900, '20', 'am'],
  ['Сигареты, пачка', 'tobacco', '', 24500, '20', 't'],
  ['Пакет-майка', 'bags', '', 1000, '20'],
];

/** GS1 check digit: weights 3 and 1 from the right. */
export function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit * 3 : digit;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Vodka may not be sold below its legal minimum; tobacco knows no discounts and neither earns nor is paid with points. */
function toGoods([name, category, brand, priceMinor, vat, marks = '']: Row, index: number): Goods {
  const barcode = withCheckDigit(`4600999${String(index + 1).padStart(5, '0')}`);
  const restricted = marks.includes('t') || marks.includes('a');
  return {
    sku: barcode,
    barcodes: [barcode],
    name,
    category,
    brand,
    tags: marks.includes('a') ? ['alcohol'] : [],
    priceMinor,
    vat,
    minPriceMinor: marks.includes('m') ? 34900 : null,
    flags: restricted ? (marks.includes('t') ? ['noDiscount', 'noPoints', 'noRedeem'] : ['noRedeem']) : [],
    weighed: marks.includes('w'),
  };
}

/** The goods of the demo chain: a small Russian grocery. */
export const demoGoods: readonly Goods[] = rows.map(toGoods);
