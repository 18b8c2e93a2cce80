import { allNews, allRequests, SERVICES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { natsAuthorization, permissionsOf } from './nats-permissions.ts'
import { projectRoot } from './project-root.ts'

describe('the bus permissions that are derived from the contracts (I1)', () => {
  it('let the gateway ask for children only where shielding answers', () => {
    expect(permissionsOf('gateway').publish).toEqual([
      'audit.access.list',
      'audit.enquiry.run',
      'audit.figure.read',
      'audit.health.get',
      'audit.misuse-case.answer',
      'audit.misuse-case.assign',
      'audit.misuse-case.list',
      'audit.misuse-case.reopen',
      'audit.receipt.prove',
      'audit.watched-child.add',
      'audit.watched-child.list',
      'audit.watched-child.remove',
      'directory.health.get',
      'directory.link-model.activate',
      'directory.link-model.list',
      'directory.link-model.propose',
      'directory.link-model.read',
      'directory.link-quality.read',
      'directory.place.find',
      'directory.place.get',
      'gateway.proof.taken',
      'gateway.request.counted',
      'identity.account.approve',
      'identity.account.attest',
      'identity.account.check',
      'identity.account.close',
      'identity.account.create',
      'identity.account.list',
      'identity.account.reinstate',
      'identity.account.rename',
      'identity.account.suspend',
      'identity.account.suspend-named',
      'identity.agreement.sign',
      'identity.authority.activate',
      'identity.authority.attest',
      'identity.authority.begin',
      'identity.authority.list',
      'identity.authority.read',
      'identity.authority.suspend',
      'identity.client.open',
      'identity.course.list',
      'identity.course.publish',
      'identity.eligibility.read',
      'identity.enrolment.complete',
      'identity.health.get',
      'identity.key.list',
      'identity.organisation.accredit',
      'identity.organisation.confirm-contact',
      'identity.organisation.create',
      'identity.organisation.disaccredit',
      'identity.organisation.get',
      'identity.organisation.list',
      'identity.override-grant.list',
      'identity.recovery.approve',
      'identity.recovery.begin',
      'identity.recovery.read',
      'identity.revocation.read',
      'identity.security-key.add',
      'identity.security-key.ask',
      'identity.security-key.begin',
      'identity.security-key.list',
      'identity.security-key.remove',
      'identity.security-key.step-up',
      'identity.session.close',
      'identity.session.end',
      'identity.session.list',
      'identity.session.open',
      'identity.session.prove',
      'identity.session.renew',
      'identity.shut-off.list',
      'identity.shut-off.make',
      'identity.shut-off.reopen',
      'identity.trainer.accredit',
      'identity.trainer.cascade',
      'identity.trainer.withdraw',
      'identity.training-session.attend',
      'identity.training-session.certify',
      'identity.training-session.hold',
      'identity.training-session.list',
      'identity.training.found',
      'identity.training.plan',
      'identity.training.read',
      'ingestion.batch.append',
      'ingestion.batch.apply',
      'ingestion.batch.close',
      'ingestion.batch.get',
      'ingestion.batch.list',
      'ingestion.batch.open',
      'ingestion.batch.rollback',
      'ingestion.health.get',
      'shielding.appeal.decide',
      'shielding.appeal.list',
      'shielding.appeal.open',
      'shielding.broker-request.answer',
      'shielding.broker-request.list',
      'shielding.broker-request.open',
      'shielding.broker-request.read',
      'shielding.disclosure.open',
      'shielding.duplicate.answer',
      'shielding.duplicate.list',
      'shielding.duplicate.name',
      'shielding.duplicate.undo',
      'shielding.duplicate.view',
      'shielding.handover.accept',
      'shielding.handover.offer',
      'shielding.health.get',
      'shielding.involvement.add',
      'shielding.involvement.change',
      'shielding.involvement.report-contact',
      'shielding.involvement.review',
      'shielding.lift.agree',
      'shielding.lift.decide',
      'shielding.lift.propose',
      'shielding.link.undo',
      'shielding.list.place',
      'shielding.mediation.begin',
      'shielding.merge.agree',
      'shielding.merge.propose',
      'shielding.near.decide',
      'shielding.near.review',
      'shielding.override-case.answer',
      'shielding.override-case.count',
      'shielding.override-case.list',
      'shielding.override-case.watch',
      'shielding.override-grant.approve',
      'shielding.override-grant.end',
      'shielding.override-grant.propose',
      'shielding.override.attempt',
      'shielding.override.begin',
      'shielding.override.end',
      'shielding.policy.activate',
      'shielding.policy.approve',
      'shielding.policy.list',
      'shielding.policy.propose',
      'shielding.policy.read',
      'shielding.policy.review',
      'shielding.proposal.refuse',
      'shielding.question.answer',
      'shielding.question.list',
      'shielding.question.view',
      'shielding.row.decide',
      'shielding.search.run',
      'shielding.shield.confirm',
      'shielding.shield.list',
      'shielding.shield.place',
      'shielding.shield.read',
      'shielding.shield.refuse',
      'shielding.shield.request',
      'shielding.shield.review',
      'shielding.split.agree',
      'shielding.split.propose',
      'shielding.tier.set',
      'shielding.work.list',
    ])
  })

  it('let nobody but shielding ask for a child, and only shielding write to the log, beside identity, of who is let in, ingestion, of what files did, the directory, of how rows are linked, and audit that hands on to itself', () => {
    const askersOf = (pattern: RegExp) =>
      SERVICES.filter((service) => permissionsOf(service).publish.some((subject) => pattern.test(subject)))
    expect(askersOf(/^directory\.child\./)).toEqual(['shielding'])
    expect(askersOf(/^directory\.record\.read$/)).toEqual(['shielding'])
    expect(askersOf(/^directory\.record\.apply$/)).toEqual(['ingestion'])
    expect(askersOf(/^audit\.entry\./)).toEqual(['identity', 'directory', 'shielding', 'ingestion', 'audit'])
  })

  it.each(SERVICES)('are an allow-list for %s: whole subjects only, and its own inbox', (service) => {
    const { publish, subscribe } = permissionsOf(service)
    const subjects = [...allRequests(), ...allNews()].map(({ subject }) => subject)
    expect(publish.filter((subject) => !subjects.includes(subject))).toEqual([])
    const answered = allRequests()
      .filter(({ owner }) => owner === service)
      .map(({ subject }) => `${subject} ${service}`)
    const heard = allNews()
      .filter(({ heardBy }) => heardBy.includes(service))
      .map(({ subject }) => subject)
    expect([...subscribe].sort()).toEqual([...answered, ...heard, `_INBOX_${service}.>`].sort())
  })

  it('deny everything to a service that asks nothing: an empty allow-list would mean everything', () => {
    const text = natsAuthorization((service) => service)
    expect(text).not.toMatch(/allow: \[\s*\]/)
    for (const service of SERVICES) {
      const ownPart = text.split(/ {4}\{\n/).find((part) => part.includes(`nkey: ${service}\n`))!
      const rule = permissionsOf(service).publish.length > 0 ? 'publish: { allow: [' : 'publish: { deny: [">"] }'
      expect(ownPart).toContain(rule)
    }
  })

  it('are those of deploy/nats-permissions.conf, which libs/stack/bin/nats-permissions.mjs prints', async () => {
    const written = await readFile(join(projectRoot, 'deploy', 'nats-permissions.conf'), 'utf8')
    expect(written).toBe(natsAuthorization((service) => `$${service.toUpperCase()}_NKEY`))
  })
})
