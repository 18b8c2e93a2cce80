import { aPupil, demoAccount, unusedCode } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

const LEEDS_SCHOOL = '107809'
const HIDDEN = 'LS13 4ZX'
const REASON = 'To coordinate support with others who work with the child'

describe('opening a record for somebody on the telephone, by clicking', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['7 Line Lane'], postcode: HIDDEN } })
  let me: Visitor
  let childId = ''

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    me = await visiting.visitor()
    await me.signIn('practitioner-override')
  })

  it('begins at the record, and says what is wrong with a code without losing who asks', async () => {
    await me.page.goto(`/children/${childId}`)
    await me.choose(REASON)
    await me.press('Open the record')
    await me.follow('Open it for somebody on the telephone')
    await me.isForEverybody()
    await me.fill('Their user name', 'practitioner-other')
    await me.fill('The code that they read out', '000000')
    await me.press('Go on')
    await shows(me.page, 'Ask them for the next code')
    expect(await me.page.getByLabel('Their user name').inputValue()).toBe('practitioner-other')
    await me.isForEverybody()
  })

  it('says where to call back before it opens, and that it is open for somebody else', async () => {
    const asker = await demoAccount(trip.stack, 'practitioner-other')
    await me.fill('The code that they read out', await unusedCode(trip.stack, asker))
    await me.press('Go on')
    expect(await me.heading()).toBe('Call them back')
    expect(await me.text()).not.toContain(HIDDEN)
    await me.isForEverybody()
    await me.press('I have called them back: open the record')
    expect(await me.text()).toContain(HIDDEN)
    expect(await me.text()).toContain('Read out only what they need')
    await me.isForEverybody()
  })

  it('is over after five minutes, and not there for a shielded child', async () => {
    const mediations = trip.databases.db('shielding').collection<{ childId: string }>('mediations')
    await mediations.updateMany({ childId }, { $set: { until: new Date() } })
    // A form that was sent is sent again.
    await me.page.reload()
    await shows(me.page, 'The five minutes are over')
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    await me.page.goto(`/children/${childId}`)
    expect(await me.text()).not.toContain('Open it for somebody on the telephone')
  })
})
