import { ownCall, withCall } from '@contactpoint/bus'
import { api, pathTo, forgetChild, type Receipt, type ReceiptProof } from '@contactpoint/contracts'
import {
  disclosedBytes,
  NoteSigner,
  NoteVerifier,
  parseProof,
  verifyProof,
  type DisclosedEntry,
} from '@contactpoint/tamper-log'
import { asService, aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runConsole } from './audit-log.trip.ts'
import { setOut } from './outset.trip.ts'
import { entriesIn } from './receipts.trip.ts'

const trip = setOut()
const pupils = [aPupil(), aPupil()]
let childIds: string[]
const keyFile = () => join(trip.stack.folder, 'log.vkey')

beforeAll(async () => {
  await trip.census.deliver(...pupils)
  childIds = await Promise.all(pupils.map((pupil) => trip.census.childIdOf(pupil)))
  await writeFile(keyFile(), await (await fetch(`${trip.stack.address.logUrl}/log.vkey`)).text())
})

const prove = (client: ApiClient, { log, index }: Receipt) =>
  client.get<ReceiptProof>(pathTo(api.audit.prove, { log, index }))
const disclosed = async () => (await trip.practitioner.disclose(childIds[0]!)).body.receipt as Receipt
async function proofFile({ proof }: ReceiptProof, name: string): Promise<string> {
  const file = join(trip.stack.folder, name)
  await writeFile(file, proof)
  return file
}
const verify = (file: string, key = keyFile()) => runConsole('receipt', 'verify', file, '--key', key)

describe('a receipt', () => {
  it('becomes a proof that verifies with the public key alone, and says who saw which child and why', async () => {
    const receipt = await disclosed()
    const { body } = await prove(trip.practitioner, receipt)
    expect(body.proven).toEqual(receipt)
    const { status, out } = await verify(await proofFile(body, 'own.tlog-proof'))
    expect(status).toBe(0)
    for (const told of [trip.practitioner.personId, 'practitioner', 'disclosure', 'assessment', 'shown: full'])
      expect(out).toContain(told)
    expect(childIds.some((childId) => out.includes(childId))).toBe(true)
  })

  it('is proven to an auditor without what was searched for, and to nobody else', async () => {
    const { body } = await trip.practitioner.search({ familyName: pupils[1]!.surname, dateOfBirth: pupils[1]!.dob })
    const receipt = body.receipt as Receipt
    const own = await verify(await proofFile((await prove(trip.practitioner, receipt)).body, 'search.tlog-proof'))
    expect(own.out).toContain(pupils[1]!.surname)
    const audited = await verify(await proofFile((await prove(trip.auditor, receipt)).body, 'audited.tlog-proof'))
    expect(audited).toMatchObject({ status: 0, out: expect.not.stringContaining(pupils[1]!.surname) })
    const officer = await trip.stack.signIn('shield-officer-1')
    expect((await prove(officer, receipt)).status).toBe(404)
    expect((await prove(trip.practitioner, { ...receipt, index: 999_999 })).status).toBe(404)
  })

  it('is asked for on the record: each proof, and each that was refused, is an entry itself', async () => {
    const receipt = await disclosed()
    const { body } = await prove(trip.practitioner, receipt)
    const before = body.receipt.index
    await prove(trip.practitioner, { ...receipt, index: 999_999 })
    const asked = (await entriesIn(trip)).filter(({ action, index }) => action === 'proof' && index >= before)
    expect(asked.map(({ outcome }) => outcome)).toEqual(['shown', 'not-found'])
  })

  it('does not verify with any letter of it changed, or with another key', async () => {
    const { body } = await prove(trip.practitioner, await disclosed())
    const verifier = new NoteVerifier((await readFile(keyFile(), 'utf8')).trim())
    const known = { origin: verifier.name, verifiers: [verifier] }
    const holds = (proof: string): boolean => {
      try {
        const leaf = disclosedBytes(JSON.parse(Buffer.from(parseProof(proof).extra!).toString()) as DisclosedEntry)
        return verifyProof(proof, { ...known, leaf }).index >= 0
      } catch {
        return false
      }
    }
    expect(holds(body.proof)).toBe(true)
    // The em dash and the name of the signer's line are how the signature is found: every letter counts.
    const letters = [...body.proof]
    const changed = letters.map((letter, at) => letters.with(at, letter === 'B' ? 'C' : 'B').join(''))
    expect(changed.filter(holds)).toEqual([])

    const altered = { ...body, proof: changed[body.proof.indexOf('index ') + 6]! }
    expect(await verify(await proofFile(altered, 'altered.tlog-proof'))).toMatchObject({ status: 1 })
    const { vkey } = new NoteSigner(verifier.name, Buffer.alloc(32, 1))
    expect(await verify(await proofFile(body, 'fine.tlog-proof'), vkey)).toMatchObject({ status: 3, out: '' })
  })
})

describe('a child whose retention has ended', () => {
  it('is gone from what the log says, the log verifies as before, and so does an earlier proof of it', async () => {
    const [childId] = childIds
    const receipt = await disclosed()
    const before = await proofFile((await prove(trip.practitioner, receipt)).body, 'before.tlog-proof')
    // Nobody but audit itself may have a child forgotten, until retention needs it.
    const audit = await asService(trip.stack, 'audit')
    const forgotten = await withCall(ownCall(10_000), () => audit.bus.ask(forgetChild, { childId: childId! }))
    await audit.connection.close()
    expect(forgotten.wasKnown).toBe(true)

    const { body: found } = await trip.auditor.post<{ entries: object[] }>(api.audit.enquire.path, { childId })
    expect(found.entries).toEqual([])
    const after = await proofFile((await prove(trip.practitioner, receipt)).body, 'after.tlog-proof')
    expect(await verify(after)).toMatchObject({ status: 0, out: expect.stringContaining('kept back or destroyed') })
    expect((await verify(after)).out).not.toContain(childId)
    expect((await verify(before)).status).toBe(0)
    const whole = await runConsole('log', 'verify', '--log', trip.stack.address.logUrl, '--key', keyFile())
    expect(whole).toMatchObject({ status: 0, out: expect.stringContaining('The log is whole') })
  })
})
