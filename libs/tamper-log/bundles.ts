import { LogFault } from './log-fault.ts'
import { TILE_WIDTH } from './tiles.ts'

/** Longest entry that a bundle can hold, in bytes. Source: C2SP tlog-tiles, "Log entries". */
export const ENTRY_LIMIT = 0xffff

const PREFIX_BYTES = 2

/** The entries of a bundle as far as they can be told, and whether that is all there is. */
export interface BundleEntries {
  /** Views into the bundle, in order. */
  entries: Uint8Array[]
  /** Whether there are as many entries as there should be, and no byte more. */
  isWhole: boolean
}

/**
 * Writes entries as one bundle: each after its length as a big-endian uint16.
 *
 * @param entries 1 to 256 of them, each 0 to 65,535 bytes
 * @throws LogFault `out-of-range` for more, none, or longer ones
 *
 * Source: C2SP tlog-tiles, "Log entries".
 */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw new LogFault('out-of-range', 'bundle')
  if (entries.some((entry) => entry.length > ENTRY_LIMIT)) throw new LogFault('out-of-range', 'entry')
  const bundle = new Uint8Array(entries.reduce((total, entry) => total + PREFIX_BYTES + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    bundle[at] = Math.floor(entry.length / 0x100)
    bundle[at + 1] = entry.length % 0x100
    bundle.set(entry, at + PREFIX_BYTES)
    at += PREFIX_BYTES + entry.length
  }
  return bundle
}

/**
 * Reads a bundle, strictly: exactly `width` entries and nothing after them.
 *
 * @param width number of entries it should hold, 1 to 256
 * @returns the entries, as views into the bundle
 * @throws LogFault `malformed`; `out-of-range` for a width that is none
 *
 * Source: C2SP tlog-tiles, "Log entries".
 */
export function decodeBundle(bundle: Uint8Array, width: number): Uint8Array[] {
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) throw new LogFault('out-of-range', 'bundle')
  const { entries, isWhole } = entriesIn(bundle, width)
  if (!isWhole) throw new LogFault('malformed', 'bundle')
  return entries
}

/**
 * Reads as many entries as can be told, at most `width`: whoever looks for the first wrong one wants those before it.
 *
 * Source: C2SP tlog-tiles, "Log entries".
 */
export function entriesIn(bundle: Uint8Array, width: number): BundleEntries {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width && at + PREFIX_BYTES <= bundle.length) {
    const end = at + PREFIX_BYTES + bundle[at]! * 0x100 + bundle[at + 1]!
    if (end > bundle.length) break
    entries.push(bundle.subarray(at + PREFIX_BYTES, end))
    at = end
  }
  return { entries, isWhole: entries.length === width && at === bundle.length }
}
