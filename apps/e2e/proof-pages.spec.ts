import { aPupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'

/** The text with one letter of a line of base64 changed. */
function anotherLetter(lines: string[], line: number): string {
  const [first, ...rest] = lines[line]!
  return lines.with(line, [first === 'A' ? 'B' : 'A', ...rest].join('')).join('\n')
}

describe('an auditor with a proof', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const pupil = aPupil()
  let me: Visitor
  let childId = ''

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    await trip.practitioner.disclose(childId)
    me = await visiting.visitor()
    await me.signIn('auditor')
  })

  /** To the page of the proof of an entry about the child. */
  async function toAProof(): Promise<{ proof: string; key: string }> {
    await me.page.goto(`/audit/entries?childId=${childId}`)
    await me.page.locator('tbody th a').first().click()
    const [proof, key] = [me.page.getByLabel('The proof'), me.page.getByLabel('The log’s public key')]
    return { proof: await proof.inputValue(), key: await key.inputValue() }
  }

  it('checks a proof in the page: a true one holds, one with another place does not, and what is none is said at its field', async () => {
    const { key, proof } = await toAProof()
    await me.press('Check this proof')
    expect(await me.heading()).toBe('The proof holds')
    expect(await me.text()).toContain(key)
    expect(await me.text()).toContain(childId)
    await me.isForEverybody()
    await me.page
      .getByLabel('The proof')
      .fill(proof.replace(/^index (\d+)/m, (_line, index) => `index ${Number(index) - 1}`))
    await me.press('Check this proof')
    expect(await me.heading()).toBe('The proof does not hold')
    expect(await me.text()).toContain('not what the log has at that place')
    await me.isForEverybody()
    await me.page.goto('/audit/proofs')
    await me.page.getByLabel('The proof').fill('Cuthbert was here')
    await me.press('Check this proof')
    expect(await me.page.locator('#proof-error').innerText()).toContain('Paste a whole proof')
    expect(await me.page.content()).not.toContain('Cuthbert')
    await me.isForEverybody()
  })

  it('has the browser check a proof by itself, without a connection: a true one holds; with one letter changed it does not, and the step is named', async () => {
    const { key, proof } = await toAProof()
    const [size, root] = proof.split('\n\n')[1]!.split('\n').slice(1, 3)
    await me.page.goto('/audit/proofs')
    await me.page.waitForLoadState('load')
    const asked: string[] = []
    me.page.on('request', (request) => asked.push(request.url()))
    await me.context.setOffline(true)
    const said = me.page.getByRole('status')
    const check = async (given: string): Promise<string> => {
      await me.page.getByLabel('The proof').fill(given)
      await me.press('Check it in this browser')
      await me.page.locator('[data-proof-check]:enabled').waitFor()
      return said.innerText()
    }
    const whole = await check(proof)
    expect(whole).toContain('The proof holds')
    for (const told of [key, `${size} entries, root ${root}`, childId]) expect(whole).toContain(told)
    expect(whole).not.toMatch(/: No\b|Not looked at/)
    const lines = proof.split('\n')
    const hash = lines.findIndex((line) => line.startsWith('index ')) + 1
    const wrong = {
      'It is a whole proof, as the format has it: No': proof.replace('\nindex ', '\nplace '),
      'The log signed its checkpoint, with this key: No': anotherLetter(lines, lines.indexOf(root!)),
      'The entry is in the log, unchanged and at its place: No': anotherLetter(lines, hash),
    }
    for (const [step, changed] of Object.entries(wrong)) {
      const text = await check(changed)
      expect(text).toContain('The proof does not hold')
      expect(text).toContain(step)
      expect(text.includes(`root ${root}`)).toBe(step.startsWith('The entry'))
    }
    expect(await check('')).toContain('Nothing was checked')
    expect(asked).toEqual([])
    await me.context.setOffline(false)
    expect(await check(proof)).toContain('The proof holds')
    await me.isForEverybody()
    // Without the script the button is not there.
    const html = await (await me.page.request.get('/audit/proofs')).text()
    expect(html).toMatch(/<div data-proof-place hidden>\s+<p[^]*Check it in this browser/)
  })

  it('has asked nobody but the pages, and nothing was refused to them', () => {
    expect([me.complaints, me.elsewhere]).toEqual([[], []])
  })
})
