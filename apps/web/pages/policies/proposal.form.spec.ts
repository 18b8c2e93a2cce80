import { api } from '@contactpoint/client'
import { allRoutes, type PolicyDocument } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { documentIn, FIGURES, formOf, proposalErrors } from './proposal.form.ts'

const example = allRoutes().find(({ id }) => id === api.policies.propose.id)!.example.ask as PolicyDocument

describe('a version that is proposed', () => {
  it('is the one it started from when nothing is changed, with every figure of it in the form', () => {
    expect(documentIn(formOf(example))).toEqual(example)
  })

  it('shows less where less is chosen, one item or none', () => {
    expect(documentIn({ ...formOf(example), shown: 'carers' }).views.full).toEqual(['carers'])
    expect(documentIn({ ...formOf(example), shown: undefined }).views.full).toEqual([])
  })

  it('keeps what is no figure as it was typed', () => {
    const typed = documentIn({ ...formOf(example), 'overrides.minutes': 'five', 'budgets.cpmt.hour': '' })
    expect([typed.overrides.minutes, typed.budgets.cpmt.hour]).toEqual(['five', ''])
  })

  it('says at the figure what is wrong with it', () => {
    expect(proposalErrors([{ field: 'overrides.minutes', rule: 'max' }])).toEqual([
      { field: 'overrides.minutes', text: 'Minutes that one lasts: enter a whole number, 10 at the most' },
    ])
    expect(proposalErrors([{ field: 'budgets.cpmt.day', rule: 'isNotLessThan' }])[0]!.text).toContain('not less than')
    expect(proposalErrors([{ field: 'sensitiveServices', rule: 'isIn' }])[0]!.field).toBe('sensitiveServices')
  })

  it('has a place of its own for each figure', () => {
    const paths = FIGURES.flatMap(({ figures }) => figures.map(({ path }) => path))
    expect(new Set(paths).size).toBe(19)
  })
})
