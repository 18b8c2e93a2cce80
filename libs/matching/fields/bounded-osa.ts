let beforeLast = new Uint16Array(64)
let last = new Uint16Array(64)
let row = new Uint16Array(64)

/**
 * The optimal string alignment distance (`osaDistance` in `../osa.ts` says what that is) when it is at most `max`, and
 * `max + 1` when it is more: giving up early is what makes it fast enough for every pair. Symmetric.
 *
 * @param max a whole number, 0 or more
 */
export function osaWithin(a: string, b: string, max: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > max) return max + 1
  const start = commonStart(a, b)
  const end = commonEnd(a, b, start)
  const lengthA = a.length - start - end
  const lengthB = b.length - start - end
  if (lengthA === 0 || lengthB === 0) return Math.min(max + 1, lengthA + lengthB)
  if (max <= 1) return isOneEdit(a, b, start, lengthA, lengthB) ? Math.min(max + 1, 1) : max + 1
  return alignWithin(a, b, start, lengthA, lengthB, max)
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start++
  return start
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start
  let end = 0
  while (end < most && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++
  return end
}

/** Between a common start and a common end, one edit leaves one letter on each side, or two that changed places. */
function isOneEdit(a: string, b: string, start: number, lengthA: number, lengthB: number): boolean {
  if (lengthA === 1 && lengthB === 1) return true
  if (lengthA !== 2 || lengthB !== 2) return false
  return a.charCodeAt(start) === b.charCodeAt(start + 1) && a.charCodeAt(start + 1) === b.charCodeAt(start)
}

/** Only the cells within `max` of the diagonal can hold a distance of `max` or less. */
function alignWithin(a: string, b: string, start: number, lengthA: number, lengthB: number, max: number): number {
  makeRoom(lengthB + 2)
  for (let j = 0; j <= lengthB; j++) last[j] = j
  for (let i = 1; i <= lengthA; i++) {
    const from = Math.max(1, i - max)
    const to = Math.min(lengthB, i + max)
    row[from - 1] = from === 1 ? i : max + 1
    let least = row[from - 1]!
    for (let j = from; j <= to; j++) {
      const cell = cellAt(a.charCodeAt(start + i - 1), b.charCodeAt(start + j - 1), j)
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(start + i - 1) === b.charCodeAt(start + j - 2) &&
        a.charCodeAt(start + i - 2) === b.charCodeAt(start + j - 1)
      row[j] = isSwap ? Math.min(cell, beforeLast[j - 2]! + 1) : cell
      least = Math.min(least, row[j]!)
    }
    row[to + 1] = max + 1
    // The least of a row is at most one more than that of the row before, so no swap can come back under the bound.
    if (least > max) return max + 1
    const free = beforeLast
    beforeLast = last
    last = row
    row = free
  }
  return Math.min(max + 1, last[lengthB]!)
}

function cellAt(letterA: number, letterB: number, j: number): number {
  const substitution = last[j - 1]! + (letterA === letterB ? 0 : 1)
  return Math.min(substitution, last[j]! + 1, row[j - 1]! + 1)
}

function makeRoom(length: number): void {
  if (length <= row.length) return
  beforeLast = new Uint16Array(2 * length)
  last = new Uint16Array(2 * length)
  row = new Uint16Array(2 * length)
}
