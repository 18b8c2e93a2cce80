// Two commands that install or build at the same moment break each other: one does, the other waits. No dependencies here.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const LOOK_EVERY_MS = 250
const SAYS_WITHIN_MS = 5_000

/**
 * Does something while nobody else does it, who is given the same folder. A process that died in the midst holds nobody up.
 *
 * @param folder is there as long as somebody has the turn
 * @param onWait is called once, when another has it
 */
export function inTurn(folder, onWait, work) {
  mkdirSync(dirname(folder), { recursive: true })
  for (let waits = false; !take(folder); waits = true) {
    if (!waits) onWait()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS)
  }
  const give = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', give)
  try {
    return work()
  } finally {
    process.off('exit', give)
    give()
  }
}

function take(folder) {
  try {
    mkdirSync(folder)
    writeFileSync(join(folder, 'pid'), `${process.pid}`)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld(folder)) rmSync(folder, { recursive: true, force: true })
    return false
  }
}

/** Whoever has just taken it may not have said yet who they are; whoever has not for long never will. */
function isHeld(folder) {
  try {
    const pid = readFileSync(join(folder, 'pid'), 'utf8')
    if (pid !== '') return isAlive(Number(pid))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  const taken = statSync(folder, { throwIfNoEntry: false })
  return taken !== undefined && Date.now() - taken.mtimeMs < SAYS_WITHIN_MS
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
