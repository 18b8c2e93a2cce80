import { GatewayConfig } from './gateway.config.ts'
import type { Logger } from '@contactpoint/runtime'
import { handlersOf, notConnected, routeOf, type Handler } from '@contactpoint/testing'
import { allRoutes, api, Nothing, type AnyRoute } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'

// Jest reads a CommonJS package that requires Nest (passport) only when Nest is there already.
const { AppModule } = await import('./app.module.ts')
const { OPEN } = await import('./access/signed-in.guard.ts')
const { ROUTE } = await import('./access/route.pipe.ts')
const handlers = handlersOf(AppModule.with(new GatewayConfig(), notConnected(), {} as Logger))

const isOpen = ({ controller, method }: Handler) =>
  [controller, method].some((place) => Reflect.getMetadata(OPEN, place) === true)
const contractOf = ({ method }: Handler) => Reflect.getMetadata(ROUTE, method) as AnyRoute
const idOf = (handler: Handler) => contractOf(handler)?.id
const routes = handlers.map(routeOf)

describe('the routes of the API', () => {
  it('are open to everybody for signing in, health and the description of the API, and nothing else', () => {
    expect(handlers.filter(isOpen).map(idOf).sort()).toEqual([
      'authenticators.signInOptions',
      'clients.open',
      'docs.file',
      'docs.openApi',
      'docs.page',
      'docs.problems',
      'health.live',
      'health.ready',
      'people.enrol',
      'sessions.open',
      'sessions.renew',
    ])
  })

  it('want a token for everything else, as their contracts say', () => {
    const locked = handlers.filter((handler) => !isOpen(handler)).map(idOf)
    expect(locked.length).toBeGreaterThan(0)
    expect(locked.sort()).toEqual(
      allRoutes()
        .filter(({ open }) => !open)
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('take somebody who has proved lately who they are for what takes a shield away, lets it be overridden, changes the rules, or opens what was shut off', () => {
    const recently = allRoutes().filter(({ asks }) => asks?.recently)
    expect(recently.map(({ id }) => id).sort()).toEqual([
      'link-models.activate',
      'overrides.approve',
      'overrides.propose',
      'people.approveRecovery',
      'people.beginRecovery',
      'policies.activate',
      'shields.agreeLift',
      'shields.decideLift',
      'shields.proposeLift',
      'shields.refuse',
      'shutOffs.reopen',
    ])
  })

  it('are each there once, and each method of a controller is one', () => {
    expect(routes.filter((route) => route.startsWith('undefined'))).toEqual([])
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([])
  })

  it('are those of the contracts, each served once as it is declared, and no others', () => {
    const declared = allRoutes().map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
    expect([...routes].sort()).toEqual([...declared].sort())
    expect(handlers.map((handler) => contractOf(handler).id).sort()).toEqual(
      allRoutes()
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('take the question of their contract and nothing unchecked', () => {
    const others = handlers.filter((handler) => {
      const { question, asks } = contractOf(handler)
      const [first] = handler.parameters
      return asks && asks.question !== Nothing && first !== question
    })
    expect(others.map(routeOf)).toEqual([])
    const unchecked = allRoutes().filter(({ asks }) => asks?.shape === 'raw')
    expect(unchecked.map(({ path }) => path).sort()).toEqual(
      [api.clients.open, api.sessions.open, api.sessions.renew, api.people.enrol].map(({ path }) => path).sort(),
    )
  })

  it('show no child in answer to a GET: an access has a reason, and addresses end up in logs (S09, S13)', () => {
    const answers = handlers
      .filter((handler) => routeOf(handler).startsWith('GET '))
      .map(
        (handler) =>
          `${idOf(handler)}: ${
            contractOf(handler)
              .answers.map(({ name }) => name)
              .join() || '-'
          }`,
      )
    expect(answers.sort()).toEqual([
      // What the caller asked, and nothing of what came of it.
      'accesses.mine: OwnAccessesListed',
      // Its address is a place in the log; it repeats an access that had its reason, and what the caller asked then.
      'audit.prove: ReceiptProof',
      // How often, by role, organisation, reason and action: no child is in it.
      'audit.readFigures: Figures',
      // Of whoever asks: when their keys were added and used.
      'authenticators.keys: SecurityKeysListed',
      // Ids and states of requests; who works with a child is in none.
      // Which authorities use the directory, and what is missing there: counts of people and requests.
      'authorities.overview: AuthoritiesListed',
      'authorities.readiness: AuthorityReadiness',
      'brokerRequests.find: BrokerRequestsListed',
      // A disclosure, for the reason with which it was asked, recorded; its address is the id of a request and names no child.
      'brokerRequests.get: BrokerTask',
      'budgets.reviewAppeals: AppealsListed',
      // Of staff, courses and numbers: no child is in it.
      'courses.find: CoursesListed',
      'docs.file: -',
      'docs.openApi: -',
      'docs.page: -',
      'docs.problems: -',
      // Which records may be of one child, by ids of the pairs: nothing of any child.
      'duplicates.find: DuplicatesListed',
      // Files by what became of them: how many rows, and none of them.
      'feeds.history: BatchesListed',
      'feeds.report: BatchReport',
      'health.live: Liveness',
      'health.ready: Readiness',
      // How common names, days and postcodes are, and how often two models agree: no value of a single child.
      'link-models.find: LinkModelsListed',
      'link-models.get: LinkModelRead',
      'link-models.quality: LinkQuality',
      // Which rows wait for a person, and why: nothing of what they say, nor of any child.
      'link-questions.find: LinkQuestionsListed',
      // What people did: the entries of a case are named, children are not. And ids of those each access to whom is looked at; recorded.
      'misuse.reviewCases: MisuseCasesListed',
      'misuse.reviewWatched: WatchedListed',
      // Of those who may use the directory: their organisations, accounts, and what letting somebody in depends on.
      'organisations.get: MemberOrganisation',
      'organisations.overview: OrganisationsListed',
      // How often, by organisation; and whom a grant is of: no child is in it.
      'overrides.count: OverridesCounted',
      'overrides.findGrants: OverrideGrantsListed',
      // Ids of the children whose shields were overridden, for whoever checks it; recorded.
      'overrides.reviewCases: OverrideCasesListed',
      'overrides.watchCases: -',
      'people.eligibility: Eligibility',
      'people.overview: AccountsListed',
      'people.recoveries: RecoveriesRead',
      'places.findAuthorities: Places',
      'places.findPractices: Places',
      'places.findSchools: Places',
      'places.getAuthority: Place',
      'places.getPractice: Place',
      'places.getSchool: Place',
      // Of no child: what shielding runs under.
      'policies.find: PoliciesListed',
      'policies.get: PolicyRead',
      // Of whoever asks: since when, and until when.
      'sessions.own: OwnSessionsListed',
      // Ids and states of the desk's own shields, and nothing that identifies a child: what its people work through, recorded.
      'shields.find: ShieldsListed',
      'shields.get: ShieldRead',
      // The four things of records near one, for its own officers: it is an errand of theirs, recorded, and the id is all that is in it.
      'shields.reviewNear: NearReviewed',
      // What nobody may read for now.
      'shutOffs.overview: ShutOffsListed',
      // Ids of staff, what they were taught and until when: no child is in it.
      'training.read: TrainingsRead',
      'training.readCascade: TrainingCascade',
      'training.sessions: TrainingSessionsListed',
      // What waits for the people of a desk: ids and kinds of step.
      'work.mine: WorkListed',
    ])
  })

  it('take nothing away in bulk: no export, print, download, report or list of children (S13, I1)', () => {
    const bulk = /export|print|download|dump|csv|pdf|bulk|all|copy|extract|list/i
    const fixedParts = routes.map((route) => route.replaceAll(/:\w+/g, ''))
    // Brings a list of ids in, and takes nothing out but how many there were.
    const bringsIn = `POST ${api.shields.placeMany.path}`
    const named = [...fixedParts, ...handlers.map(({ name }) => name)].filter((name) => bulk.test(name))
    expect(named).toEqual([bringsIn])
    expect(routes.filter((route) => /children\/?$|children\/:childId$/.test(route))).toEqual([])
  })
})
