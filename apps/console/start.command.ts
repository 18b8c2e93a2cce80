import { hasDemo, makeDemo } from '@contactpoint/demo'
import { APPS, isAlive, startStack, StackError, type Stack } from '@contactpoint/stack'
import { Command } from 'commander'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { stackFolder } from './console.config.ts'
import { wholeNumber } from './whole-number.rules.ts'
import { generateFeed } from './feed-generate.service.ts'
import { loadFeed } from './feed-load.service.ts'
import { whatWaits } from './feed.rules.ts'

/** What a shell says of a program that Ctrl-C ended. */
const INTERRUPTED = 130

interface StartOptions {
  port: number
  logPort: number
  webPort: number
  fresh?: boolean
  children: number
  seed: number
}

export function startCommand(): Command {
  return new Command('start')
    .description(
      'Starts NATS, MongoDB, the six services and the pages, and loads synthetic children the first time. Ctrl-C stops all.',
    )
    .option('--port <port>', 'port of the gateway', wholeNumber(1, 65_535), 3000)
    .option('--log-port <port>', 'port of the public audit log', wholeNumber(1, 65_535), 3002)
    .option('--web-port <port>', 'port of the pages', wholeNumber(1, 65_535), 3001)
    .option('--fresh', 'forget the data of earlier starts')
    .option('--children <n>', 'synthetic children to load the first time', wholeNumber(0, 1_000_000), 2000)
    .option('--seed <n>', 'seed they are made from', wholeNumber(0, 2 ** 31), 1)
    .action(start)
}

async function start({ port, logPort, webPort, fresh, children, seed }: StartOptions): Promise<void> {
  const folder = stackFolder()
  await assertNotRunning(folder)
  if (fresh) await rm(folder, { recursive: true, force: true })
  const began = performance.now()
  const stopping = new AbortController()
  const stopSignal = waitForSignal().then(() => stopping.abort())
  const onStep = (text: string): void => console.log(`  … ${text}`)
  const { signal } = stopping
  const stack = await startStack({ folder, gatewayPort: port, logPort, webPort, onStep, onRestart, signal }).catch(
    stopped(signal),
  )
  try {
    const loading = begin(stack, folder, { children, seed, onStep })
    const loaded = loading.then(() => console.log(summary(stack, folder, (performance.now() - began) / 1000)))
    await Promise.race([stopSignal, loaded.then(() => stopSignal)])
  } finally {
    console.log('\nStopping …')
    await stack.stop()
  }
  console.log('Stopped.')
}

function onRestart(name: string, times: number): void {
  console.error(`  ! ${name} died and was started again (${times}. time); why may be in its log.`)
}

/** Ctrl-C before it was ready is no mistake. A server that is just starting would keep us: it ends with us. */
function stopped(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    if (!signal.aborted) throw error
    console.log('\nStopped before it was ready.')
    process.exit(INTERRUPTED)
  }
}

interface Beginning extends Pick<StartOptions, 'children' | 'seed'> {
  onStep: (text: string) => void
}

/** What is there from the first start on. */
async function begin({ address, mongoAdminUri }: Stack, folder: string, first: Beginning): Promise<void> {
  const { onStep } = first
  if (!hasDemo(folder))
    await makeDemo({ gatewayUrl: address.gatewayUrl, mongoAdminUri, folder, onStep }).catch((error: Error) => {
      throw new StackError(
        `${error.message} An earlier start may have ended in the midst: npm start -- --fresh forgets it (of a MONGODB_URI of your own, take another).`,
        { cause: error },
      )
    })
  if (!existsSync(join(folder, 'loaded'))) await loadFirst(folder, first)
}

async function loadFirst(folder: string, { children, seed }: Beginning): Promise<void> {
  if (children > 0) {
    console.log(`  … making ${children} synthetic children (seed ${seed})`)
    const { feeds } = await generateFeed({ children, seed, out: join(folder, 'feeds') })
    for (const feed of feeds) {
      const loaded = await loadFeed(feed.file, { source: feed.source, preview: false })
      if (!('report' in loaded)) throw new StackError(whatWaits(loaded.waits))
      const { rows, created, updated, unchanged, parked, refused, seconds } = loaded.report
      console.log(
        `  … ${feed.source}: ${rows} rows, ${created} created, ${updated + unchanged} known, ${parked} parked, ${refused} refused, ${seconds.toFixed(1)} s`,
      )
    }
  }
  await writeFile(join(folder, 'loaded'), '')
}

async function assertNotRunning(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'stack.json'), 'utf8').catch(() => null)
  const pid = text === null ? 0 : (JSON.parse(text) as { supervisorPid: number }).supervisorPid
  if (pid && isAlive(pid))
    throw new StackError('ContactPoint is running here already. Stop it with: npm run console -- stop')
}

/** Ctrl-C, `console stop`, or the terminal going away. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
    process.on('disconnect', () => resolve())
    // Listening must not by itself keep us alive once everything is stopped.
    process.channel?.unref()
  })
}

function summary({ address }: Stack, folder: string, seconds: number): string {
  const accounts = relative(process.cwd(), join(folder, 'demo-accounts.json'))
  return `
ContactPoint is ready (${seconds.toFixed(0)} s): ${APPS.join(', ')}, web

  Pages          ${address.webUrl}      (sign in with a demo account; its code: npm run console -- demo code practitioner)
  API            ${address.gatewayUrl}      (description: /docs, /openapi.json; health: /health/ready)
  Audit log      ${address.logUrl}      (public: hashes only; see "Check us" in the README)
  Demo accounts  ${accounts}
  Logs           ${relative(process.cwd(), join(folder, 'logs'))}/

Try, in another terminal:
  1. npm run console -- demo code practitioner         (what the pages ask: user name, password, PIN, code)
  2. curl -s ${address.gatewayUrl}/health/ready
  3. npm run console -- status
  4. npm run console -- demo sign-in practitioner      (prints an access token, good for a minute)
  5. npm run console -- feed generate --children 100 --seed 7 --out /tmp/feeds

The README's tour goes on from here: search, open a record, shield a child, and see the veto hold.
Stop with Ctrl-C; the data is kept.`
}
