import type { Goods } from '../../contracts/goods.ts';
import type { Language } from '../../contracts/local-text.ts';

/** name in Russian · in English · category path · brand · price in kopecks · VAT % · marks: w weighed, a alcohol, t tobacco, m minimum price */
type Row = readonly [string, string, string, string, number, string, string?];

const rows: readonly Row[] = [
  ['Молоко 3,2 % 930 мл', 'Milk 3.2% 930 ml', 'dairy/milk', 'Луговое', 8990, '10'],
  ['Молоко топлёное 1 л', 'Baked milk 1 l', 'dairy/milk', 'Луговое', 10490, '10'],
  ['Кефир 1 % 930 мл', 'Kefir 1% 930 ml', 'dairy/kefir', 'Луговое', 7990, '10'],
  ['Сметана 20 % 300 г', 'Sour cream 20% 300 g', 'dairy/cream', 'Деревня', 9990, '10'],
  ['Творог 5 % 200 г', 'Cottage cheese 5% 200 g', 'dairy/curd', 'Деревня', 10990, '10'],
  ['Йогурт черника 125 г', 'Blueberry yogurt 125 g', 'dairy/yogurt', 'Ягодка', 4590, '10'],
  ['Масло сливочное 82,5 % 180 г', 'Butter 82.5% 180 g', 'dairy/butter', 'Деревня', 21990, '10'],
  ['Сыр Российский, кг', 'Rossiysky cheese, kg', 'dairy/cheese', 'Деревня', 89900, '10', 'w'],
  ['Хлеб ржаной 400 г', 'Rye bread 400 g', 'bakery/bread', 'Колос', 5490, '10'],
  ['Батон нарезной 350 г', 'White loaf 350 g', 'bakery/bread', 'Колос', 4990, '10'],
  ['Круассан с миндалём', 'Almond croissant', 'bakery/pastry', 'Колос', 8900, '20'],
  ['Булочка с маком', 'Poppy seed bun', 'bakery/pastry', 'Колос', 4500, '20'],
  ['Яйца С1, 10 шт.', 'Eggs C1, 10 pcs', 'eggs', 'Птичий двор', 11990, '10'],
  ['Бананы, кг', 'Bananas, kg', 'fruit', '', 14990, '20', 'w'],
  ['Яблоки Гала, кг', 'Gala apples, kg', 'fruit', '', 15990, '20', 'w'],
  ['Мандарины, кг', 'Tangerines, kg', 'fruit', '', 24990, '20', 'w'],
  ['Помидоры черри 250 г', 'Cherry tomatoes 250 g', 'vegetables', '', 17990, '20'],
  ['Огурцы, кг', 'Cucumbers, kg', 'vegetables', '', 19990, '20', 'w'],
  ['Картофель, кг', 'Potatoes, kg', 'vegetables', '', 4990, '20', 'w'],
  ['Филе куриное, кг', 'Chicken fillet, kg', 'meat/chicken', 'Птичий двор', 44990, '10', 'w'],
  ['Фарш домашний 400 г', 'Minced meat 400 g', 'meat/mince', 'Мясной ряд', 29990, '10'],
  ['Колбаса докторская 400 г', "Doctor's sausage 400 g", 'meat/sausage', 'Мясной ряд', 34990, '10'],
  ['Сёмга слабосолёная 150 г', 'Smoked salmon 150 g', 'fish', 'Северное море', 39990, '10'],
  ['Гречка 800 г', 'Buckwheat 800 g', 'grocery/cereals', 'Нива', 9990, '10'],
  ['Рис круглозёрный 800 г', 'Round rice 800 g', 'grocery/cereals', 'Нива', 11990, '10'],
  ['Макароны спирали 450 г', 'Fusilli pasta 450 g', 'grocery/pasta', 'Нива', 7490, '10'],
  ['Масло подсолнечное 1 л', 'Sunflower oil 1 l', 'grocery/oil', 'Нива', 13990, '10'],
  ['Сахар 1 кг', 'Sugar 1 kg', 'grocery/sugar', '', 7990, '10'],
  ['Кофе молотый 250 г', 'Ground coffee 250 g', 'coffee/ground', 'Утро', 45990, '20'],
  ['Кофе в зёрнах 1 кг', 'Coffee beans 1 kg', 'coffee/beans', 'Утро', 149900, '20'],
  ['Капучино 250 мл', 'Cappuccino 250 ml', 'coffee/cup', 'Утро', 17900, '20'],
  ['Чай чёрный 100 пак.', 'Black tea, 100 bags', 'tea', 'Самовар', 28990, '20'],
  ['Шоколад молочный 90 г', 'Milk chocolate 90 g', 'sweets/chocolate', 'Алёнушка', 11990, '20'],
  ['Конфеты «Мишка», кг', 'Mishka sweets, kg', 'sweets/candy', 'Алёнушка', 79900, '20', 'w'],
  ['Печенье овсяное 300 г', 'Oat cookies 300 g', 'sweets/cookies', 'Алёнушка', 9490, '20'],
  ['Сок яблочный 1 л', 'Apple juice 1 l', 'drinks/juice', 'Сад', 12990, '20'],
  ['Вода минеральная 1,5 л', 'Mineral water 1.5 l', 'drinks/water', 'Родник', 6990, '20'],
  ['Лимонад 0,5 л', 'Lemonade 0.5 l', 'drinks/soda', 'Сад', 7990, '20'],
  ['Пельмени 800 г', 'Pelmeni 800 g', 'frozen', 'Мясной ряд', 38990, '10'],
  ['Мороженое пломбир 80 г', 'Ice cream 80 g', 'frozen/icecream', 'Снежинка', 7490, '20'],
  ['Порошок стиральный 3 кг', 'Washing powder 3 kg', 'home/laundry', 'Чистюля', 54990, '20'],
  ['Средство для посуды 500 мл', 'Dish soap 500 ml', 'home/dishes', 'Чистюля', 14990, '20'],
  ['Бумага туалетная 4 рул.', 'Toilet paper, 4 rolls', 'home/paper', 'Чистюля', 13990, '20'],
  ['Корм для кошек 85 г', 'Cat food 85 g', 'pets/cat', 'Мурка', 3990, '20'],
  ['Вино красное сухое 0,75 л', 'Dry red wine 0.75 l', 'alcohol/wine', 'Долина', 69900, '20', 'a'],
  ['Водка 0,5 л', 'Vodka 0.5 l', 'alcohol/vodka', 'Полюс', 42900, '20', 'am'],
  ['Сигареты, пачка', 'Cigarettes, pack', 'tobacco', '', 24500, '20', 't'],
  ['Пакет-майка', 'Carrier bag', 'bags', '', 1000, '20'],
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
function toGoods(row: Row, index: number, language: Language): Goods {
  const [russian, english, category, brand, priceMinor, vat, marks = ''] = row;
  const barcode = withCheckDigit(`4600999${String(index + 1).padStart(5, '0')}`);
  const restricted = marks.includes('t') || marks.includes('a');
  return {
    sku: barcode,
    barcodes: [barcode],
    name: language === 'ru' ? russian : english,
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
export const demoGoods = (language: Language): Goods[] =>
  rows.map((row, index) => toGoods(row, index, language));
