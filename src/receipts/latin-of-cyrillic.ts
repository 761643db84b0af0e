/** Latin spelling of Russian letters, near to passport rules (ICAO Doc 9303), for printers without Cyrillic. */
const latin: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ў: 'u',
  '№': 'No.',
};

const isLetter = (text: string): boolean => text.toUpperCase() !== text.toLowerCase();
const isCapital = (text: string): boolean => isLetter(text) && text === text.toUpperCase();

/** Spells Cyrillic with Latin letters; a word in capitals stays in capitals. Other characters pass. */
export function latinOfCyrillic(text: string): string {
  return text.replace(/[а-яёў№]/giu, (letter, offset: number) => {
    const lower = letter.toLowerCase();
    const spelled = latin[lower] ?? letter;
    if (letter === lower) return spelled;
    const next = text.charAt(offset + 1);
    // The last letter of a word has only the one before it to tell.
    const inCapitals = isLetter(next) ? isCapital(next) : isCapital(text.charAt(offset - 1));
    return inCapitals ? spelled.toUpperCase() : spelled.charAt(0).toUpperCase() + spelled.slice(1);
  });
}
