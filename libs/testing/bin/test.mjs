// The test command. Runs on the machine's own Node (20 or newer): installs and builds, then goes on with the pinned Node.
import { join } from 'node:path'
import { goOn, prepare, root } from '../../stack/bin/prepare.mjs'

const KNOWN = ['types', 'lint', 'unit', 'integration', 'e2e']
const ON_DEMAND = ['exhaustive']
const usage = `npm test                 type check, lint, unit, integration and end-to-end tests
npm test -- unit lint    only the phases named, of: ${KNOWN.join(', ')}
npm test -- exhaustive   what unit tries a sample of, tried in full; runs when it is named
npm test -- --containers integration and e2e on the images of docker-compose.yml (or NATS_IMAGE and MONGO_IMAGE); with or
                         without phases named

Types, lint and unit run beside integration and e2e. Goes on after a phase that fails. Says at the end which servers were used;
the last line is the count over all phases: N passed, N failed.`

const named = process.argv.slice(2)
const unknown = named.filter((name) => ![...KNOWN, ...ON_DEMAND, '--containers'].includes(name))

if (named.includes('--help') || named.includes('-h')) {
  console.log(usage)
} else if (unknown.length) {
  console.error(`There is no phase ${unknown.join(', ')}.\n\n${usage}`)
  process.exitCode = 2
} else {
  const countAsFailure = () => console.log('0 passed, 1 failed')
  process.on('exit', countAsFailure)
  prepare()
  process.off('exit', countAsFailure)
  goOn([join(root, 'libs', 'testing', 'bin', 'phases.mjs'), ...named])
}
