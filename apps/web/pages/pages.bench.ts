// Usage: npm run bench -- pages [--help]
// The first byte and the weight of the pages, with twenty people on them, beside the stack.
import { benchPages } from '../../../bench/pages/bench.ts'

await benchPages()
