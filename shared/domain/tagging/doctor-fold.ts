/**
 * Spellings that differ to the computer and not to the eye.
 *
 *   F1. Folding keeps every difference that could mean another schedule; the skeleton does not promise that, and is
 *       compared with the skeletons of approved values only.
 */

/** Capitals of Cyrillic and Greek that are drawn like Latin ones, and the sign of multiplication. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  Ѕ: 'S',
  І: 'I',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  '×': 'X',
};

/** Capitals without accents, width or anything invisible. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()
    .replace(/[^\p{ASCII}]/gu, (character) => LOOK_ALIKES[character] ?? character)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim();
}

/** Without space and punctuation, except between two digits, where `1-4` is not `14` (F1), and `+`, which adds days. */
export function compactText(folded: string): string {
  return folded.replace(/(?<!\d)(?:(?!\+)[\s\p{P}\p{S}])+|(?:(?!\+)[\s\p{P}\p{S}])+(?!\d)/gu, '');
}

/** As in the Unicode report on confusables: letters and digits that are drawn alike become one and the same. */
export function skeletonOf(compact: string): string {
  const digits: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' };
  return compact.replace(/[OILZSGB]/g, (letter) => digits[letter] ?? letter);
}
