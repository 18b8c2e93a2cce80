import { ContactPointClient, ProblemError } from '@contactpoint/client'
import {
  AGREEMENT_VERSION,
  api,
  ASSESSED_MODULES,
  MODULES_OF,
  ORGANISATION_EVIDENCE,
  SYLLABUS,
  SYLLABUS_ITEMS,
  TRAINING_MODULES,
  type CreateOrganisation,
  type CreatePerson,
  type Role,
} from '@contactpoint/contracts'
import type { Invited } from '@contactpoint/stack'
import { generateSync } from 'otplib'
import { randomBytes, randomInt } from 'node:crypto'

const DAY_MS = 24 * 60 * 60 * 1000
/** Less than the half minute for which a token shows a code. */
const CODE_BEFORE_SECONDS = 25
/** For how long checks and accreditations hold here. */
const YEAR = 365
const COURSE = { courseCode: 'CP-DEMO', version: '1.0' }
const CHECKS = ['identity', 'enhanced-disclosure'] as const
const OFFICER_CHECKS = [...CHECKS, 'officer-vetting'] as const

/** A day from now on. */
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** Somebody who is to be let in; whose the organisation is, is left out where the maker's own is meant. */
export type NewPerson = Omit<CreatePerson, 'formerPersonId'>

/** Somebody who has enrolled, and what they know and carry. Secrets. */
export interface LetIn extends Pick<Invited, 'personId' | 'username'> {
  password: string
  pin: string
  totpSecret: string
}

/** Somebody who is signed in. */
export type Signed = ContactPointClient

/** How people are let in, as docs/roll-out.md says, through the API alone: whoever does a step is named by it. */
export class LettingIn {
  private readonly gateway: ContactPointClient
  private sessionId = ''

  constructor(gatewayUrl: string) {
    this.gateway = new ContactPointClient(gatewayUrl)
  }

  /** An organisation that is accredited. @returns its id */
  async organisation(by: Signed, given: CreateOrganisation): Promise<string> {
    const { organisationId } = await by.call(api.organisations.create, given)
    await this.accredit(by, organisationId)
    return organisationId
  }

  async accredit(by: Signed, organisationId: string): Promise<void> {
    const evidence = [...ORGANISATION_EVIDENCE]
    const accreditation = { until: inDays(YEAR), evidence, disciplinaryProcedure: true }
    await by.call(api.organisations.accredit, { organisationId, ...accreditation })
  }

  /** A course that teaches everything, and the first trainer, whom nobody can have trained: certified by one, accredited and approved by another. */
  async firstTrainer(one: Signed, other: Signed, trainer: NewPerson): Promise<LetIn> {
    const modules = TRAINING_MODULES.map((module) => ({ module, items: [...SYLLABUS[module]] }))
    const [code, major, minor] = [COURSE.courseCode, 1, 0]
    await one.call(api.courses.publish, { code, major, minor, modules, validMonths: 12, graceDays: 90 })
    const { personId } = await this.make(one, trainer)
    await one.call(api.training.found, { personId, ...COURSE, modules: [...TRAINING_MODULES] })
    const until = new Date(Date.now() + (YEAR - 1) * DAY_MS).toISOString()
    await other.call(api.training.accredit, { personId, until })
    return this.approve(other, { personId, username: trainer.username })
  }

  /** Where everybody is trained from now on. */
  async holdSession(trainer: Signed): Promise<void> {
    this.sessionId = (await trainer.call(api.training.hold, { ...COURSE, heldOn: inDays(0) })).sessionId
  }

  /** An account, and the checks of its person; for somebody else to approve. */
  async make(maker: Signed, person: NewPerson): Promise<Pick<LetIn, 'personId' | 'username'>> {
    const { personId, username } = await maker.call(api.people.create, person)
    await this.check(maker, personId, person.role)
    return { personId, username }
  }

  async check(by: Signed, personId: string, role: Role): Promise<void> {
    for (const kind of role === 'shield-officer' ? OFFICER_CHECKS : CHECKS)
      await by.call(api.people.check, { personId, kind, reference: 'DEMO/2026/1', until: inDays(YEAR) })
  }

  /** All of them were there, and each is certified for what their role needs. */
  async train(trainer: Signed, people: readonly { personId: string; username: string; role: Role }[]): Promise<void> {
    const { sessionId } = this
    const rows = people.map(({ username }) => `${username},${SYLLABUS_ITEMS.join(' ')}`)
    await trainer.send(api.training.attend, { sessionId }, bytesOf(['username,acknowledged', ...rows].join('\n')))
    const certify = ({ personId, role }: (typeof people)[number]) => {
      const modules = MODULES_OF[role]
      const isAssessed = modules.some((module) => ASSESSED_MODULES.includes(module))
      const assessment = isAssessed ? { assessment: 'pass' as const } : {}
      return trainer.call(api.training.certify, { sessionId, personId, modules: [...modules], ...assessment })
    }
    await Promise.all(people.map(certify))
  }

  /** Approved by somebody who did not make the account; then its person enrols. */
  async approve(approver: Signed, { personId, username }: Pick<LetIn, 'personId' | 'username'>): Promise<LetIn> {
    const { enrolmentCode } = await approver.call(api.people.approve, { personId })
    return this.enrol({ personId, username, enrolmentCode })
  }

  /** They sign the agreement, choose what they sign in with, and are told the secret of their token. */
  async enrol(invited: Invited): Promise<LetIn> {
    const { personId, username, enrolmentCode } = invited
    const password = randomBytes(12).toString('base64url')
    const pin = drawnPin()
    const choice = { username, enrolmentCode, password, pin, agreement: AGREEMENT_VERSION }
    try {
      const { totpSecret } = await this.gateway.call(api.people.enrol, choice)
      return { personId, username, password, pin, totpSecret }
    } catch (error) {
      // One in ten thousand that are drawn is taken for one that everybody uses.
      if (error instanceof ProblemError && error.places.some(({ rule }) => rule === 'isNotCommon'))
        return this.enrol(invited)
      throw error
    }
  }

  /** By the code before the one that the token shows now, which stays good for another sign-in; not when that one is about to end. */
  signIn({ username, password, pin, totpSecret }: LetIn): Promise<Signed> {
    const epoch = Math.floor(Date.now() / 1000) - CODE_BEFORE_SECONDS
    return this.gateway.signIn({ username, password, pin, code: generateSync({ secret: totpSecret, epoch }) })
  }
}

/** One digit six times is refused. */
function drawnPin(): string {
  const pin = String(randomInt(1_000_000)).padStart(6, '0')
  return new Set(pin).size > 1 ? pin : drawnPin()
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}
