import { PREVIEW_ITEMS, type BatchPreview, type BatchReport } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { previewShown, reportShown, whatWaits, whyItStands, reconciliationShown } from './feed.rules.ts'

const NONE = Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, 0])) as unknown as BatchPreview['changes']
const report = (given: Partial<BatchReport>): BatchReport => ({
  ...{ organisation: 'Department for Education', openedAt: '2026-11-28T10:00:00.000Z' },
  ...{ batchId: 'b', source: 'school-census', state: 'staged', rows: 31, accepted: 30, refused: 1, waiting: 30 },
  ...{
    refusals: [{ row: 1, line: 9, recordId: null, field: 'DOB', code: 'not-a-date' }],
    brake: null,
    fileFault: null,
  },
  preview: { new: 0, known: 30, missing: 2, changed: 21, changes: { ...NONE, 'date-of-birth': 21 } },
  ...given,
})

describe('a load that does not go on', () => {
  it('is said to whoever waits, with why by a code and what to do; a moment is not', () => {
    expect(whyItStands({ failure: 'unavailable' }, 20_000)).toMatch(/does not go on: unavailable\. .*doctor/)
    expect(whyItStands(null, 20_000)).toMatch(/Ingestion does not answer\. .*doctor/)
    expect(whyItStands({ failure: null }, 20_000)).toBeNull()
    for (const tally of [null, { failure: 'unavailable' }]) expect(whyItStands(tally, 5_000)).toBeNull()
  })
})

describe('how far a source agrees with us', () => {
  it('is counted, what both have by item, also where they have nothing in common', () => {
    const changes = { ...NONE, name: 3 }
    const preview = { new: 5, known: 200, missing: 7, changed: 3, changes }
    const shown = reconciliationShown({ source: 'births', rows: 205, refused: 0, preview })
    expect(shown).toMatch(/both {7}200\nit alone {3}5 .*\nwe alone {3}7 /)
    expect(shown).toMatch(/name +98\.50 %\n +date-of-birth +100\.00 %/)
    expect(shown).not.toMatch(/school|practice|services/)
    const nothing = reconciliationShown({
      source: 'births',
      rows: 1,
      refused: 0,
      preview: { ...preview, known: 0, changes: NONE },
    })
    expect(nothing).toMatch(/name +-/)
  })
})

describe('a file that waits, as the console shows it', () => {
  it('says what it would change and nothing of what it leaves', () => {
    const lines = previewShown(report({}))
      .split('\n')
      .map((line) => line.trim())
    expect(lines).toEqual([
      'rows       31, 1 refused',
      'new        0',
      'known      30, 21 of them change',
      'date-of-birth  21 of 30',
      'missing    2',
    ])
  })

  it('says how to go on: by its sender, or when it was set aside by somebody else', () => {
    const at = 'b --source school-census'
    const staged = whatWaits(report({}))
    expect(staged).toContain(`feed apply ${at}`)
    expect(staged).not.toContain('data steward')
    const aside = whatWaits(report({ state: 'set-aside', brake: 'date-of-birth' }))
    expect(aside).toContain('changes the date of birth of more records')
    expect(aside).toContain(`feed apply ${at} --as data-steward`)
    for (const text of [staged, aside]) expect(text).toContain(`feed rollback ${at}`)
  })

  it('has what it changes, why it was set aside and its refused rows in its report, and nothing of these where there is none', () => {
    const whole = reportShown(report({ state: 'set-aside', brake: 'date-of-birth' }))
    expect(whole).toContain(
      'set-aside: 31 rows, 30 accepted (30 still waiting), 1 refused\nset aside: it changes the date of birth',
    )
    expect(whole).toContain('missing    2\nline 9  -  DOB  not-a-date')
    expect(reportShown(report({ preview: null, refusals: [] })).split('\n')).toHaveLength(1)
  })
})
