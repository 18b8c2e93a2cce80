import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'

/** Of how many pupils of a census one has moved when the next one comes. */
const MOVED = 20
const ELSEWHERE = ['EX4 4QJ', 'TR1 3HD', 'CT1 2QU', 'HR1 2HX', 'CA1 1QZ']

/** Writes a census as its next delivery: the same pupils, of whom one in twenty lives elsewhere. */
export async function nextCensus(from: string, to: string, serial: string): Promise<void> {
  const out = createWriteStream(to)
  let homes = 0
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
    const isHome = line.includes('<Postcode>')
    const isMoved = isHome && (homes += 1) % MOVED === 0
    const postcode = ELSEWHERE[homes % ELSEWHERE.length]
    const text = isMoved ? line.replace(/<Postcode>[^<]*/, `<Postcode>${postcode}`) : line
    const whole = `${text.replace('<SerialNo>001<', `<SerialNo>${serial}<`)}\n`
    if (!out.write(whole)) await new Promise<void>((go) => out.once('drain', () => go()))
  }
  out.end()
  await finished(out)
}
