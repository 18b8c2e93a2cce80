import { doorsOf, shellOf } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { shielding } from './app.module.ts'

const { locks, faults } = doorsOf('shielding', shellOf(shielding))

describe('the doors of shielding', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'shielding.health.get': 'services: gateway',
      'shielding.disclosure.open': 'practitioner',
      'shielding.search.run': 'practitioner',
      'shielding.appeal.open': 'cpmt, data-steward, practitioner, shield-officer',
      'shielding.appeal.list': 'cpmt',
      'shielding.appeal.decide': 'cpmt',
      'shielding.tier.set': 'cpmt, shield-officer',
      'shielding.question.list': 'data-steward',
      'shielding.question.view': 'data-steward',
      'shielding.question.answer': 'data-steward',
      'shielding.link.undo': 'data-steward',
      'shielding.duplicate.list': 'data-steward',
      'shielding.duplicate.name': 'data-steward',
      'shielding.duplicate.view': 'data-steward',
      'shielding.duplicate.answer': 'data-steward',
      'shielding.duplicate.undo': 'data-steward',
      'shielding.duplicate.found': 'services: directory',
      'shielding.near.decide': 'cpmt, shield-officer',
      'shielding.row.decide': 'cpmt, shield-officer',
      'shielding.near.review': 'cpmt, shield-officer',
      'shielding.shield.place': 'shield-officer',
      'shielding.shield.confirm': 'shield-officer',
      'shielding.shield.refuse': 'cpmt, shield-officer',
      'shielding.shield.review': 'cpmt',
      'shielding.lift.propose': 'shield-officer',
      'shielding.lift.agree': 'shield-officer',
      'shielding.lift.decide': 'cpmt',
      'shielding.shield.list': 'cpmt, shield-officer',
      'shielding.list.place': 'shield-officer',
      'shielding.work.list': 'auditor, cpmt, practitioner, shield-officer',
      'shielding.shield.read': 'cpmt, shield-officer',
      'shielding.mediation.begin': 'practitioner',
      'shielding.override.attempt': 'practitioner',
      'shielding.override.begin': 'practitioner',
      'shielding.override.end': 'practitioner',
      'shielding.override-case.list': 'cpmt',
      'shielding.override-case.answer': 'cpmt',
      'shielding.override-case.watch': 'cpmt',
      'shielding.override-case.count': 'auditor, cpmt',
      'shielding.override-grant.propose': 'cpmt',
      'shielding.override-grant.approve': 'cpmt, shield-officer',
      'shielding.override-grant.end': 'cpmt',
      'shielding.policy.list': 'auditor, cpmt, shield-officer',
      'shielding.policy.read': 'auditor, cpmt, shield-officer',
      'shielding.policy.propose': 'cpmt',
      'shielding.policy.review': 'auditor',
      'shielding.policy.current': 'services: identity',
      'shielding.policy.approve': 'cpmt',
      'shielding.policy.activate': 'cpmt',
      'shielding.involvement.add': 'practitioner',
      'shielding.involvement.change': 'practitioner',
      'shielding.involvement.report-contact': 'cpmt, practitioner',
      'shielding.involvement.review': 'cpmt',
      'shielding.broker-request.open': 'practitioner',
      'shielding.broker-request.list': 'cpmt, practitioner',
      'shielding.broker-request.read': 'cpmt',
      'shielding.broker-request.answer': 'cpmt',
      'shielding.handover.offer': 'cpmt, shield-officer',
      'shielding.handover.accept': 'cpmt, shield-officer',
      'shielding.merge.propose': 'shield-officer',
      'shielding.merge.agree': 'shield-officer',
      'shielding.split.propose': 'shield-officer',
      'shielding.split.agree': 'shield-officer',
      'shielding.proposal.refuse': 'cpmt, shield-officer',
      'shielding.figure.read': 'services: audit, identity',
      'shielding.answer-figure.read': 'services: audit',
      'shielding.shield.protect': 'services: directory',
      'shielding.shield.request': 'cpmt, practitioner, shield-officer',
    })
  })
})
