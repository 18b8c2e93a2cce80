import { remembering } from './remembering.ts'

/**
 * Spellings of one sound, first rule first, applied to the whole name; capitals are finished codes. What the rules do
 * not name stays as it is: `b`, `d`, `l`, `m`, `n`, `p`, `r`, `t` and digits stand for themselves.
 *
 * Made by hand for names as they are written in England: each rule is there for spellings of one name that sources
 * write both ways (`phonetic.spec.ts` has them).
 */
const RULES: readonly (readonly [pattern: RegExp, code: string, of: string])[] = [
  // Silent letters
  [/^kn|^gn(?=[aeiou])/g, 'n', 'Knight'],
  [/^wr/g, 'r', 'Wright'],
  [/^ps(?=[aeiouy])/g, 's', 'Psalm'],
  [/mb$/g, 'm', 'Lamb'],
  [/eogh/g, 'eo', 'Eoghan, Keogh'],
  [/lagh/g, 'la', 'Callaghan, Callahan'],
  [/(?<=[aeiou])gh(?=t|$)/g, '', 'Leigh, Wright'],
  [/ew$/g, 'u', 'Matthew, Mathieu'],
  [/(?<=[ao])w(?=d)/g, '', 'Chowdhury, Choudhury'],
  // Irish
  [/dhbh|(?<=[ie][oa]|ao)bh/g, 'F', 'Siobhan, Sadhbh'],
  [/(?<=[aei])mh(?=e?$)/g, 'F', 'Niamh, Caoimhe'],
  // f, v and w are one: Slavic and Turkic names come by way of Russian, Polish, German and French
  [/ph|pf|[fvw]+/g, 'F', 'Stephen, Steven; Wiktoria, Viktoriia; Kydalov, Kydaloff'],
  // The soft g
  [/d?zh|d[zjg](?=[aeiouy]|$)|dzi|j/g, 'J', 'Dzhamal, Djamal, Jamal'],
  // k
  [/mich(?=ae|ea)/g, 'miK', 'Michael, Mikael'],
  [/(?<!s)ch(?=[lmnrstv])/g, 'K', 'Christopher, Chloe'],
  // s, sh and z are one: folding accents has made s of the Turkish, Czech and Polish letters for sh
  [/s?tsch|t?ch|cz|tsh/g, 'C', 'Chaudhry, Czarnecka'],
  [/sC/g, 'S', 'Schmidt'],
  [/s[hz]|t[sz]|^x/g, 'S', 'Tomasz, Thomas; Xavier, Zavier'],
  [/rz/g, 'r', 'Krzysztof, Krystof'],
  [/s?c(?=[eiy])|[sz]+/g, 'S', 'Cecilia, Sesilia'],
  [/[ckq]h?u?(?=[ckq])|qu|[ckq]h?/g, 'K', 'Catherine, Kathryn; Khadija, Kadija'],
  [/ks|kS|x/g, 'KS', 'Aleksander, Alexander'],
  [/g(?=[eiy])/g, 'J', 'Geoffrey, Jeffrey'],
  [/gh?/g, 'G', 'Meghan, Megan'],
  // Slavic names end in -ej, -ij or -ey, -iy
  [/(?<=[eio])J$/g, '', 'Andrej, Andrey'],
  // A first sound y, however written, is none of the vowels
  [/^[iy](?=[aeou])/g, 'Y', 'Yulia, Iuliia'],
]

const VOWEL = 'A'

const MOST_REMEMBERED = 100_000

/**
 * How a name sounds, roughly: `mohammed`, `muhammad` and `mohamed` are all `mmd`. Consonants by class, equal neighbours
 * once; vowels and inner `h` dropped, but a name that begins with a vowel begins with `A`. Equal keys mean that the
 * names may be one name heard or transliterated differently; they often are two. Empty only for the empty text.
 *
 * @param normalisedName `a-z 0-9`, as `foldName` gives it
 */
export const phoneticKey: (normalisedName: string) => string = remembering(MOST_REMEMBERED, soundOf)

function soundOf(normalisedName: string): string {
  let sound = normalisedName
  for (const [pattern, code] of RULES) sound = sound.replace(pattern, code)
  const beginsWithVowel = /^[aeiouy]/.test(sound)
  const consonants = sound
    .replace(/(?<=.)h/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/[aeiouy]/g, '')
  return (beginsWithVowel ? VOWEL : '') + consonants
}

/** How many consonants a key holds: with fewer than two it says little. */
export function consonantsIn(key: string): number {
  return key.startsWith(VOWEL) ? key.length - 1 : key.length
}
