// Usage: npm run bench -- shielding [--help]
// Search and disclosure with no, one and ten of a hundred children shielded, and what a shield request takes.
import { benchShielding } from '../../../bench/shielding/bench.ts'

await benchShielding()
