import { doorsOf, shellOf } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { identity } from './app.module.ts'

/** But systems of suppliers. */
const EVERYBODY =
  'account-manager, accreditor, auditor, cpmt, data-steward, operator, practitioner, shield-officer, trainer'
const { locks, faults } = doorsOf('identity', shellOf(identity))

describe('the doors of identity', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'identity.health.get': 'services: gateway',
      'identity.session.open': 'services: gateway',
      'identity.session.renew': 'services: gateway',
      'identity.session.close': 'everyone signed in',
      'identity.session.prove': 'everyone signed in',
      'identity.session.end': 'everyone signed in',
      'identity.security-key.add': EVERYBODY,
      'identity.security-key.ask': 'services: gateway',
      'identity.security-key.begin': EVERYBODY,
      'identity.security-key.list': EVERYBODY,
      'identity.security-key.remove': EVERYBODY,
      'identity.security-key.step-up': EVERYBODY,
      'identity.session.list': 'everyone signed in',
      'identity.client.open': 'services: gateway',
      'identity.override-grant.propose': 'cpmt',
      'identity.authority.activate': 'accreditor',
      'identity.authority.attest': 'cpmt, shield-officer',
      'identity.authority.begin': 'accreditor',
      'identity.authority.list': 'accreditor, cpmt, operator, shield-officer',
      'identity.authority.read': 'accreditor, cpmt, operator, shield-officer',
      'identity.authority.survey': 'services: console',
      'identity.authority.suspend': 'accreditor',
      'identity.lapse.survey': 'services: console',
      'identity.revocation.read': 'services: gateway, ingestion',
      'identity.shut-off.list': 'accreditor, operator',
      'identity.shut-off.make': 'accreditor, operator',
      'identity.shut-off.order': 'services: console',
      'identity.shut-off.reopen': 'accreditor',
      'identity.agreement.sign': EVERYBODY,
      'identity.account.approve': 'accreditor',
      'identity.account.attest': 'account-manager, accreditor',
      'identity.account.check': 'account-manager, accreditor',
      'identity.account.close': 'account-manager, accreditor',
      'identity.account.create': 'account-manager, accreditor',
      'identity.account.list': 'account-manager, accreditor',
      'identity.account.reinstate': 'accreditor',
      'identity.account.rename': 'account-manager, accreditor',
      'identity.account.suspend': 'account-manager, accreditor, cpmt',
      'identity.recovery.approve': 'accreditor',
      'identity.recovery.begin': 'account-manager, accreditor',
      'identity.recovery.read': 'account-manager, accreditor',
      'identity.account.suspend-named': 'account-manager, accreditor, cpmt',
      'identity.eligibility.read': EVERYBODY,
      'identity.enrolment.complete': 'services: gateway',
      'identity.organisation.accredit': 'accreditor',
      'identity.organisation.confirm-contact': 'account-manager, accreditor',
      'identity.organisation.create': 'accreditor',
      'identity.organisation.disaccredit': 'accreditor',
      'identity.organisation.get': 'account-manager, accreditor',
      'identity.organisation.list': 'account-manager, accreditor, trainer',
      'identity.override-grant.approve': 'cpmt, shield-officer',
      'identity.override-grant.end': 'cpmt',
      'identity.override-grant.list': 'cpmt, shield-officer',
      'identity.override-grant.step-up': 'practitioner',
      'identity.override-grant.check': 'practitioner',
      'identity.override-grant.revoke': 'services: shielding',
      'identity.desk.list': 'services: shielding',
      'identity.person.get': 'services: shielding',
      'identity.person.suspend': 'services: audit',
      'identity.asker.confirm': 'practitioner',
      'identity.asker.read': 'practitioner',
      'identity.relation.list': 'services: shielding',
      'identity.figure.read': 'services: audit',
      'identity.course.publish': 'accreditor',
      'identity.course.list': 'accreditor, auditor, trainer',
      'identity.training-session.hold': 'trainer',
      'identity.training-session.list': 'trainer',
      'identity.training-session.attend': 'trainer',
      'identity.training-session.certify': 'trainer',
      'identity.training.found': 'accreditor',
      'identity.trainer.accredit': 'accreditor',
      'identity.trainer.withdraw': 'accreditor',
      'identity.trainer.cascade': 'accreditor, auditor',
      'identity.training.read':
        'account-manager, accreditor, auditor, cpmt, data-steward, operator, practitioner, shield-officer, trainer',
      'identity.training.plan': 'accreditor',
      'identity.training-figure.read': 'services: audit',
      'identity.key.list': 'services: audit, directory, gateway, identity, ingestion, shielding',
    })
  })
})
