// One copy of audit's ledger and checkpoints, as built, without its doors: see libs/testing/ledger-copy.ts, which starts it.
// It ends or stops itself at the step it is told; what it needs for that is wrapped here, so that production knows nothing of it.
import 'reflect-metadata'
import { connectBus, ownCall, withCall } from '@contactpoint/bus'
import { NestFactory } from '@nestjs/core'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..', '..', '..')
const built = (...path) => import(pathToFileURL(join(root, ...path)).href)
const audit = (...path) => built('apps', 'audit', 'dist', ...path)

const { audit: auditPlan } = await audit('app.module.js')
const { AuditConfig } = await audit('audit.config.js')
const { LedgerService } = await audit('ledger', 'ledger.service.js')
const { LedgerRepository } = await audit('ledger', 'ledger.repository.js')
const { PartKeysRepository } = await audit('ledger', 'part-keys.repository.js')
const { CheckpointsRepository } = await audit('checkpoints', 'checkpoints.repository.js')
const { TilesRepository } = await audit('checkpoints', 'tiles.repository.js')
const { Leases } = await built('libs', 'mongo', 'dist', 'index.js')
const { ShellModule } = await built('libs', 'service', 'dist', 'index.js')
const { createLogger, Metrics, readConfig } = await built('libs', 'runtime', 'dist', 'index.js')

/** What a step is called, whose it is, and which calls of the method are that step. */
const STEPS = {
  'key of the log': [CheckpointsRepository, 'addKey'],
  'lease to write': [Leases, 'take', (name) => name === 'sequencer'],
  'lease to sign': [Leases, 'take', (name) => name === 'checkpoints'],
  'keys of children': [PartKeysRepository, 'add'],
  entries: [LedgerRepository, 'insert'],
  tiles: [TilesRepository, 'add'],
  checkpoint: [CheckpointsRepository, 'add'],
  'destroying a key': [PartKeysRepository, 'destroy'],
}

/** As long as somebody waits for an answer here. */
const BUDGET_MS = 1_000

let ledger
process.on('message', (message) => {
  if (message.begin) begin(message.begin)
  else answer(message)
})
process.on('disconnect', () => process.exit())
process.send({ loaded: true })

async function begin({ interruption }) {
  if (interruption) interrupt(interruption)
  const config = readConfig(AuditConfig)
  const connection = await connectBus({ servers: config.natsUrl, service: 'audit', seed: config.natsSeed })
  const runtime = { config, log: createLogger('audit', config.logLevel), metrics: new Metrics('audit') }
  const module = ShellModule.around(auditPlan, runtime, connection)
  const app = await NestFactory.createApplicationContext(module, { logger: false })
  ledger = app.get(LedgerService, { strict: false })
  process.send({ ready: true })
}

async function answer({ ask, append, forget }) {
  const work = async () => (append ? { receipt: await ledger.append(append) } : ledger.forget(forget))
  try {
    const { receipt } = await withCall(ownCall(BUDGET_MS), work)
    process.send({ answer: ask, receipt })
  } catch (error) {
    process.send({ answer: ask, fault: error.code ?? String(error) })
  }
}

/** In the middle: the first half of what is written is in the database, the second is not yet. */
function interrupt({ step, when, call, signal }) {
  const [{ prototype }, method, isStep = () => true] = STEPS[step]
  const does = prototype[method]
  let left = call
  prototype[method] = async function (...given) {
    const isThis = isStep(...given) && (when !== 'middle' || given[0].length > 1) && (left -= 1) === 0
    if (!isThis) return does.apply(this, given)
    if (when === 'before') process.kill(process.pid, signal)
    const half = when === 'middle' ? given[0].length >> 1 : 0
    if (half) {
      await does.call(this, given[0].slice(0, half))
      process.kill(process.pid, signal)
    }
    const done = await does.apply(this, half ? [given[0].slice(half)] : given)
    if (when === 'after') process.kill(process.pid, signal)
    return done
  }
}
