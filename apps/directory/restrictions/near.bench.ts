// Usage: npm run bench -- near [--help]
// What the near test costs others: how many strangers it makes invisible, and which twins it lets through.
import { benchNear } from '../../../bench/near/bench.ts'

await benchNear()
