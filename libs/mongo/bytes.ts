/** The bytes of a stored binary value: a lean read gives the driver's own type where a hydrated one gives a Buffer. */
export function bytesOf(binary: Buffer | { buffer: Uint8Array }): Uint8Array {
  return Buffer.isBuffer(binary) ? binary : (binary.buffer as Uint8Array)
}
