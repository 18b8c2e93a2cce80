import { hash } from 'node:crypto'

/** Numbers of a column that share one document. */
export const BLOCK = 2_048

/** Rows of one block by their number in it, each with the same count of numbers. */
export type Rows = Map<number, number[]>

/** SHA-256 of whom a number stands for, hex. */
export function nameId(column: string, personId: string | null, organisation: string): string {
  return hash('sha256', JSON.stringify([column, personId, organisation]), 'hex')
}

/** Each row as the distance from the one before and its counts, in LEB128: mostly a byte each. */
export function pack(rows: Rows): Buffer {
  const bytes: number[] = []
  let last = 0
  for (const [number, counts] of [...rows].sort(([one], [other]) => one - other)) {
    for (const value of [number - last, ...counts]) writeNumber(bytes, value)
    last = number
  }
  return Buffer.from(bytes)
}

function writeNumber(bytes: number[], value: number): void {
  let left = value
  for (; left > 0x7f; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80)
  bytes.push(left)
}

/** @param width counts of a row @param first added to each number @param into counts of all numbers, one row after the other */
export function addPacked(bytes: Uint8Array, width: number, first: number, into: Float64Array): void {
  let number = first
  let column = -1
  let value = 0
  let scale = 1
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    value += (byte & 0x7f) * scale
    if (byte > 0x7f) {
      scale *= 0x80
      continue
    }
    if (column < 0) number += value
    else into[number * width + column]! += value
    column = column + 1 === width ? -1 : column + 1
    value = 0
    scale = 1
  }
}

export function unpack(bytes: Uint8Array, width: number): Rows {
  const values = [...numbersIn(bytes)]
  const rows: Rows = new Map()
  let number = 0
  for (let at = 0; at < values.length; at += width + 1) {
    number += values[at]!
    rows.set(number, values.slice(at + 1, at + 1 + width))
  }
  return rows
}

function* numbersIn(bytes: Uint8Array): Generator<number> {
  let value = 0
  let scale = 1
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale
    scale *= 0x80
    if (byte > 0x7f) continue
    yield value
    value = 0
    scale = 1
  }
}

/** Rows with others added to them. */
export function withAdded(rows: Rows, added: Rows): Rows {
  const sum: Rows = new Map(rows)
  for (const [number, counts] of added) {
    const before = sum.get(number)
    sum.set(number, before ? before.map((count, n) => count + counts[n]!) : counts)
  }
  return sum
}
