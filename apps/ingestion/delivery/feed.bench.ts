// Usage: npm run bench -- feed [--help]
// How fast files are loaded, and what a row costs.
import { benchFeed } from '../../../bench/feed/bench.ts'

await benchFeed()
