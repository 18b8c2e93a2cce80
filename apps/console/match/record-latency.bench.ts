// Usage: npm run bench -- record-latency --folder DIR [--records 2000] [--json]: one record against a list, from memory.
// DIR has input.csv, config.json and model.json, as linkage-speed leaves them.
import { RecordIndex } from '@contactpoint/matching'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { misheard } from '../../../bench/linkage/england-errors.ts'
import { typo } from '../../../libs/synthetic/slips.ts'
import { Random } from '../../../libs/synthetic/random.ts'
import { openConfig, openModel } from './inputs.service.ts'
import { readList, readTable } from './table-reader.service.ts'

const text = { type: 'string' } as const
const options = { folder: text, records: text, json: { type: 'boolean' } } as const
const { values } = parseArgs({ options })
if (!values.folder) throw new Error('Say which list with --folder DIR')
const records = Number(values.records ?? 2000)
const SEED = 7

const config = await openConfig(join(values.folder, 'config.json'))
const input = join(values.folder, 'input.csv')
const { table } = await readTable(config, { left: input })
const model = await openModel(join(values.folder, 'model.json'), config)
const index = new RecordIndex(table, model)
const asked = await questions(table.rows)

// The first questions meet code that is not compiled yet; a service has answered thousands.
for (const texts of asked.slice(0, 200)) index.find(texts)
const times = asked.map((texts) => {
  const began = performance.now()
  index.find(texts)
  return performance.now() - began
})
times.sort((a, b) => a - b)
const result = {
  rows: table.rows,
  records: times.length,
  p50: times[Math.floor(times.length * 0.5)]!,
  p99: times[Math.floor(times.length * 0.99)]!,
  megabytes: process.resourceUsage().maxRSS / 1024,
}
process.stdout.write(
  values.json ? JSON.stringify(result) : `p50 ${result.p50.toFixed(2)} ms, p99 ${result.p99.toFixed(2)} ms\n`,
)

/** Rows of the list with an error in two of their fields, spread over the file. */
async function questions(rows: number): Promise<string[][]> {
  const random = new Random(SEED)
  const share = Math.min(1, records / rows)
  const chosen: string[][] = []
  await readList(input, config.left, {
    add: (_id, texts) => {
      if (random.chance(share)) chosen.push(texts.map((one, field) => wrong(one, field, random)))
    },
  })
  return chosen
}

function wrong(value: string, field: number, random: Random): string {
  if (field === 0) return misheard(random, value)
  return field === 1 ? typo(random, value) : value
}
