import { givenNameVariants } from '@contactpoint/matching'
import { nameKey } from './distinct-people.ts'
import { SLIPS_IN_FIRST_LETTER } from './errors-of-registers.ts'
import type { Random } from './random.ts'

/** Neighbours on a British keyboard. */
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const ATTEMPTS = 50

/** One slip of the finger: a letter missed, struck twice, next to the right one, or in the wrong order. Keeps the first letter mostly. */
export function typo(random: Random, text: string): string {
  if (text.length < 3) return text
  const place = random.chance(SLIPS_IN_FIRST_LETTER) ? 0 : random.between(1, text.length - 2)
  const [before, letter, after] = [text.slice(0, place), text[place]!, text.slice(place + 1)]
  const kind = random.below(4)
  if (kind === 0) return before + after
  if (kind === 1) return before + letter + letter.toLowerCase() + after
  if (kind === 2) return before + after[0]! + letter + after.slice(1)
  return before + neighbour(random, letter) + after
}

function neighbour(random: Random, letter: string): string {
  const row = KEYS.find((keys) => keys.includes(letter.toLowerCase()))
  if (!row) return letter
  const place = row.indexOf(letter.toLowerCase())
  return random.pick([row[place - 1], row[place + 1]].filter((key) => key !== undefined))
}

/** A slip that leaves a name, and another one also where accents and signs are left out; null of a name that is too short. */
export function misspelt(random: Random, name: string): string | null {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const slip = typo(random, name)
    if (/^\p{L}.*\p{L}$/u.test(slip) && nameKey(slip) !== nameKey(name)) return slip
  }
  return null
}

/** A shorter name that stands for this one; null where it has none. */
export function shortForm(random: Random, givenName: string): string | null {
  const shorter = [...givenNameVariants(givenName)].filter((one) => one.length < givenName.length)
  if (shorter.length === 0) return null
  const [first, ...others] = random.pick(shorter)
  return `${first!.toUpperCase()}${others.join('')}`
}

/** Day and month exchanged; null where that is no other date. @param date `YYYY-MM-DD`, as is the answer */
export function dayAndMonth(date: string): string | null {
  const [year, month, day] = date.split('-')
  return Number(day) > 12 || day === month ? null : `${year}-${day}-${month}`
}
