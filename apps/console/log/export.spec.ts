import {
  bundlePath,
  CompactRange,
  encodeBundle,
  formatProof,
  leafHash,
  NoteSigner,
  signCheckpoint,
  tilePath,
} from '@contactpoint/tamper-log'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { exportLog } from './export.service.ts'
import { verify } from './verify.service.ts'
import { Unreadable } from '../unreadable.rules.ts'

const signer = new NoteSigner('log.example/england', Buffer.alloc(32, 5))
const entryAt = (n: number): Buffer => Buffer.alloc(32, n)

/** How Notepad and PowerShell save a text. */
const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`
const SAVED_BY_WINDOWS: [string, (text: string) => Uint8Array][] = [
  ['UTF-8 with a byte order mark', (text) => Buffer.from(windows(text))],
  ['UTF-16', (text) => Buffer.from(windows(text), 'utf16le')],
  ['UTF-16, the other way round', (text) => Buffer.from(windows(text), 'utf16le').swap16()],
]

let folder: string
let from: string
let to: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'))
  ;[from, to] = [join(folder, 'from'), join(folder, 'to')]
})
afterEach(() => rm(folder, { recursive: true }))

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(from, path)), { recursive: true })
  await writeFile(join(from, path), content)
}

/** A log of up to 255 entries in the folder that is copied from. */
async function publish(size: number, by = signer): Promise<void> {
  const entries = Array.from({ length: size }, (_, n) => entryAt(n))
  const range = new CompactRange()
  for (const entry of entries) range.append(leafHash(entry))
  await put(bundlePath(0, size), encodeBundle(entries))
  await put(tilePath({ level: 0, index: 0, width: size }), Buffer.concat(entries.map(leafHash)))
  await put('checkpoint', signCheckpoint({ origin: by.name, size, root: range.root() }, by))
  await put('log.vkey', `${by.vkey}\n`)
}

const verdict = (entries?: string) =>
  verify({ log: to, key: join(to, 'log.vkey'), ...(entries !== undefined && { entries }) })
const keep = async (...lines: string[]): Promise<string> => {
  await writeFile(join(folder, 'kept.jsonl'), lines.join('\n'))
  return join(folder, 'kept.jsonl')
}
const receipt = (index: number, entry = entryAt(index)): string =>
  JSON.stringify({ log: 'england', index, leafHash: Buffer.from(leafHash(entry)).toString('hex') })

describe('copying a log', () => {
  it('makes a folder that verifies, and again adds what is new, keeping the earlier checkpoint', async () => {
    await publish(5)
    expect(await exportLog(from, to)).toEqual({ size: 5, written: 2 })
    await publish(9)
    expect(await exportLog(from, to)).toEqual({ size: 9, written: 2 })
    expect(await exportLog(from, to)).toEqual({ size: 9, written: 0 })
    expect((await readdir(to)).sort()).toEqual(['checkpoint', 'checkpoint.5', 'log.vkey', 'tile'])
    expect(await verdict()).toMatchObject({ ok: true, size: 9, checkpoints: 2 })
  })

  it('leaves no checkpoint behind that the copy does not fulfil when it is cut off', async () => {
    await publish(5)
    await rm(join(from, 'tile/0/000.p/5'))
    await expect(exportLog(from, to)).rejects.toThrow('The log has no tile/0/000.p/5.')
    expect(await readdir(to)).not.toContain('checkpoint')
  })

  it('says in one line that a file is where the folder should be', async () => {
    await publish(5)
    await writeFile(to, '')
    await expect(exportLog(from, to)).rejects.toThrow(
      new Unreadable(`${to} cannot be written to: it is a file, and a folder is needed.`),
    )
  })

  it('keeps to the key it found first: a log does not change it', async () => {
    await publish(5)
    await exportLog(from, to)
    await publish(6, new NoteSigner(signer.name, Buffer.alloc(32, 6)))
    await expect(exportLog(from, to)).rejects.toThrow(/The checkpoint is not one of log.example\/england: unknown-key/)
    expect(await readFile(join(to, 'log.vkey'), 'utf8')).toBe(`${signer.vkey}\n`)
  })

  it('shows a log that was rewritten between two copies, though both are signed', async () => {
    await publish(5)
    await exportLog(from, to)
    await publish(9)
    await put(bundlePath(0, 9), encodeBundle(Array.from({ length: 9 }, (_, n) => entryAt(n === 3 ? 99 : n))))
    const range = new CompactRange()
    const hashes = Array.from({ length: 9 }, (_, n) => leafHash(entryAt(n === 3 ? 99 : n)))
    for (const hash of hashes) range.append(hash)
    await put(tilePath({ level: 0, index: 0, width: 9 }), Buffer.concat(hashes))
    await put('checkpoint', signCheckpoint({ origin: signer.name, size: 9, root: range.root() }, signer))
    await exportLog(from, to)
    expect(await verdict()).toMatchObject({ ok: false, code: 'fork', index: 0, until: 5, checkpoint: 'checkpoint.5' })
  })
})

describe('verifying with what somebody kept', () => {
  beforeEach(async () => {
    await publish(5)
    await exportLog(from, to)
  })

  it('holds receipts and entries against the log', async () => {
    expect(await verdict(await keep(receipt(1), '', receipt(4)))).toMatchObject({ ok: true })
    expect(await verdict(await keep(receipt(1), receipt(3, entryAt(9))))).toMatchObject({
      ok: false,
      code: 'entry-differs',
      index: 3,
    })
  })

  it('holds checkpoints against the log, alone or in the proof of a receipt, though it was signed anew', async () => {
    const at = (size: number, other?: number): string => {
      const range = new CompactRange()
      for (let n = 0; n < size; n++) range.append(leafHash(entryAt(n === other ? 99 : n)))
      return signCheckpoint({ origin: signer.name, size, root: range.root() }, signer)
    }
    const kept = async (name: string, content: string): Promise<string> => {
      await writeFile(join(folder, name), content)
      return join(folder, name)
    }
    const proofIn = (checkpoint: string) => formatProof({ index: 0, hashes: [], checkpoint })
    const against = (...checkpoint: string[]) => verify({ log: to, key: signer.vkey, checkpoint })
    const [alone, proof, answer] = [at(2), proofIn(at(3)), JSON.stringify({ proof: proofIn(at(4)) })]
    const fine = [await kept('a', alone), await kept('b.tlog-proof', proof), await kept('c.json', answer)]
    expect(await against(...fine)).toMatchObject({ ok: true, checkpoints: 4 })
    const rewritten = await kept('d.tlog-proof', proofIn(at(4, 2)))
    expect(await against(...fine, rewritten)).toMatchObject({ ok: false, code: 'fork', index: 3, until: 4 })
    const longer = await kept('e', at(9))
    expect(await against(longer)).toMatchObject({ ok: false, code: 'truncated', index: 5, until: 9 })
  })

  it('says so when the log does not reach a receipt', async () => {
    expect(await verdict(await keep(receipt(7)))).toMatchObject({ ok: false, code: 'truncated', index: 5, until: 8 })
  })

  it('finds two kept statements of one entry that contradict each other, in whatever order they come', async () => {
    const both = [receipt(3, entryAt(9)), receipt(3)]
    const finding = { ok: false, code: 'kept-contradict', index: 3, until: 4 }
    expect(await verdict(await keep(...both))).toMatchObject(finding)
    expect(await verdict(await keep(...both.reverse()))).toMatchObject(finding)
    expect(await verdict(await keep(receipt(7), receipt(7, entryAt(9))))).toMatchObject({
      ...finding,
      index: 7,
      until: 8,
    })
    expect(await verdict(await keep(receipt(3), receipt(3)))).toMatchObject({ ok: true })
    expect(await verdict(await keep(...both, receipt(1, entryAt(9))))).toMatchObject({
      code: 'entry-differs',
      index: 1,
    })
  })

  it.each([
    ['no JSON', 'index 3'],
    ['no index', '{"leafHash":"00"}'],
    ['a hash that is none', '{"index":1,"leafHash":"00"}'],
    ['nothing to compare', '{"index":1}'],
    ['null', 'null'],
  ])('names the line that is %s', async (_what, line) => {
    await expect(verdict(await keep(receipt(1), line))).rejects.toThrow(/line 2 is neither a receipt nor an entry/)
  })

  const noVerdict = async (running: Promise<unknown>, why: RegExp): Promise<void> => {
    const failure: unknown = await running.catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Unreadable)
    expect((failure as Error).message).toMatch(why)
  }

  it('is no verdict where a part of the copy is missing, or all of it', async () => {
    await rm(join(to, 'tile/entries/000.p/5'))
    await noVerdict(verdict(), /not all there: what holds the entries 0 to 4 is missing/)
    await rm(join(to, 'tile/0/000.p/5'))
    await noVerdict(verdict(), /not all there/)
    await rm(join(to, 'checkpoint'))
    await noVerdict(verdict(), /There is no log at .*: it has no checkpoint/)
  })

  it('is no verdict where the key or the address is of another log, or of none', async () => {
    const other = new NoteSigner(signer.name, Buffer.alloc(32, 6))
    await noVerdict(verify({ log: to, key: other.vkey }), /not signed with this key/)
    const elsewhere = new NoteSigner('log.example/wales', Buffer.alloc(32, 5))
    await noVerdict(verify({ log: to, key: elsewhere.vkey }), /not signed with this key/)
    await writeFile(join(to, 'checkpoint'), '<!doctype html><title>Sign in</title>')
    await noVerdict(verdict(), /not one of log.example\/england/)
  })

  it('is a verdict where the checkpoint of this log was altered', async () => {
    const note = await readFile(join(to, 'checkpoint'), 'utf8')
    await writeFile(join(to, 'checkpoint'), note.replace('\n5\n', '\n4\n'))
    expect(await verdict()).toMatchObject({ ok: false, code: 'bad-checkpoint' })
    await writeFile(join(to, 'checkpoint'), note.replace('\n5\n', '\n05\n'))
    expect(await verdict()).toMatchObject({ ok: false, code: 'bad-checkpoint' })
  })

  it('is no verdict where what somebody kept is not of this log, or was altered', async () => {
    const file = join(folder, 'kept')
    const against = async (content: string | Uint8Array) => {
      await writeFile(file, content)
      return verify({ log: to, key: signer.vkey, checkpoint: [file] })
    }
    const note = await readFile(join(to, 'checkpoint'), 'utf8')
    await noVerdict(against('none'), /not a signed checkpoint or a proof/)
    await noVerdict(against(note.replace('\n5\n', '\n6\n')), /altered after it was signed/)
    await noVerdict(against(Buffer.alloc(40)), /cannot be read as a checkpoint or a proof/)
    await noVerdict(verdict(await keep(receipt(1).replace('england', 'wales'))), /line 1 is of another log/)
  })

  it.each(SAVED_BY_WINDOWS)('reads keys, checkpoints and receipts that Windows saved: %s', async (_how, saved) => {
    await publish(9)
    const note = await readFile(join(from, 'checkpoint'), 'utf8')
    await rm(to, { recursive: true })
    await exportLog(from, to)
    await writeFile(join(folder, 'kept'), saved(note))
    await writeFile(join(folder, 'key'), saved(`${signer.vkey}\n`))
    await writeFile(join(folder, 'kept.jsonl'), saved(`${receipt(1)}\n${receipt(4)}\n`))
    const [checkpoint, key, entries] = [[join(folder, 'kept')], join(folder, 'key'), join(folder, 'kept.jsonl')]
    expect(await verify({ log: to, key, checkpoint, entries })).toMatchObject({ ok: true, checkpoints: 2 })
  })

  it('is no verdict where a folder, a key or a file is not there', async () => {
    const key = signer.vkey
    await expect(verify({ log: join(folder, 'none'), key })).rejects.toThrow(Unreadable)
    await expect(verify({ log: to, key: join(folder, 'none') })).rejects.toThrow(/neither a file nor a key/)
    await expect(verify({ log: to, key: 'a+b+c' })).rejects.toThrow(/not a note verifier key/)
    await expect(verdict(join(folder, 'none.jsonl'))).rejects.toThrow(/not a file that can be read/)
    await expect(verify({ log: 'http://127.0.0.1:9', key })).rejects.toThrow(/does not answer/)
  })
})
