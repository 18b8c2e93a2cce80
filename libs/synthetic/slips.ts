import type { Random } from './random.ts'

/** Neighbours on a British keyboard. */
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** One slip of the finger: a letter missed, struck twice, next to the right one, or in the wrong order. Keeps the first letter mostly. */
export function typo(random: Random, text: string): string {
  if (text.length < 3) return text
  const place = random.chance(0.1) ? 0 : random.between(1, text.length - 2)
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
