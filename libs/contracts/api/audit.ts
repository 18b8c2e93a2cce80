import { proveReceipt } from '../audit/prove-receipt.ts'
import { readFigures } from '../audit/read-figures.ts'
import { runEnquiry } from '../audit/run-enquiry.ts'
import { TRACE } from '../schemas.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

const PROOF = [
  'c2sp.org/tlog-proof@v1',
  'index 2',
  'RaVYKBBZkJ1SSsGBwUKnpMLPLlqGGvDwh+BkCOVHfC0=',
  '',
  'contactpoint.localhost/england',
  '3',
  'DibqKWoQctL7jaft21rHRn0ZSTiRacC1heXHPJxP1cU=',
  '',
  '— contactpoint.localhost/england wXyzAbCd…',
  '',
].join('\n')

export const audit = resource('audit', 'Who saw what, and the proof of it.', {
  enquire: route({
    method: 'POST',
    path: '/v1/audit/enquiries',
    asks: runEnquiry,
    status: 200,
    repeatable: true,
    summary: 'Who saw this child, what did this person see, or what did this organisation do; recorded',
    description:
      'Exactly one of `childId`, `personId` and `organisation`. Newest first; `next` is what to pass as `before` for the next page.',
    example: {
      ask: { childId: CHILD.childId, limit: 1 },
      answer: {
        entries: [
          {
            index: 5,
            time: '2026-11-23T06:21:52.073Z',
            personId: '9c00c4b1-52d8-4d7a-9c3e-6a1f0b2c3d4e',
            role: 'practitioner',
            organisation: 'Leeds City Council (demo)',
            action: 'shield-request',
            outcome: 'done',
            reason: null,
            trace: TRACE.example,
            policy: null,
            signals: [],
            childIds: [CHILD.childId],
            forgotten: 0,
          },
        ],
        next: 5,
        receipt: { ...RECEIPT, index: 6 },
      },
    },
  }),
  prove: route({
    method: 'GET',
    path: '/v1/audit/receipts/{log}/{index}/proof',
    asks: proveReceipt,
    status: 200,
    summary: 'A receipt as a proof that verifies offline; recorded',
    description:
      'For whoever did what the entry records, and for auditors, who are not told what was searched for. Somebody else finds ' +
      'no such entry. 503 for the second until a signed checkpoint covers it.',
    example: {
      ask: { log: RECEIPT.log, index: RECEIPT.index },
      answer: { proven: RECEIPT, proof: PROOF, receipt: { ...RECEIPT, index: 7 } },
    },
  }),
  readFigures: route({
    method: 'GET',
    path: '/v1/audit/figures/{name}',
    asks: readFigures,
    status: 200,
    summary: 'How often what was done, or how much there is of what: a figure; recorded',
    description: [
      'Of the log: `accesses`: searches, disclosures, other reads, and steps that show nothing. `misses`: searches that found nothing. ' +
        '`people`: the fifty who did most, and what is usual in each role. `overrides`: attempts to override a shield, those refused, ' +
        'overrides begun, failed and ended, cases answered; the log keeps sealed what the answers were, see `/v1/override-rates`. `log`: how ' +
        'the log stands, and whether it is as it was signed, which is checked once a day. `by` is for `accesses`, `misses` and `overrides`, and `hour` only for a month of the first two, of all together. ' +
        'A manager sees their own organisation by whole months, by no day or hour, rounded down to multiples of five: a number from 1 to 4 ' +
        'is left out, and none can be worked out. An auditor may ask for one `organisation`.',
      '`answers`: how long attempts to override a shield waited for an answer: within an hour, four hours, a day, longer, or not answered ' +
        'yet; `by` the month of the attempt, or the authority whose desk is to answer. A manager sees those of their own desk by month.',
      '`feeds`: what became of rows, `by` day or month on which their file began to come, or by source; with the last file of each feed and ' +
        'how many of its rows wait for somebody to decide. For auditors alone.',
      '`adoption`: how many people left any entry in a period, `by` organisation, the two hundred with most people, or by role. For auditors ' +
        'alone; a manager finds their own people in `people`.',
      '`coverage`: of how many children under 18 is known who works with them, `by` kind: a school, a GP practice, an involvement, a lead ' +
        'professional; by authority; or by source: of how many each has said anything. Counted now and then, see `countedAt`; whatever protects a child, it is counted. A manager sees the ' +
        'children of their own authority by kind.',
      '`sign-ins`: what was tried in vain, `by` day or month: failures; tries from an address that had failed too often; user names that were ' +
        'shut after too many failures, whether or not there is such a user. For auditors alone: a name that is nobody’s is of no organisation.',
      '`training`: how many accounts are trained for their role now, by the week in which they came to be so, and how many were planned for these ' +
        'weeks; `by` authority, organisation (of which there is no plan) or week, named by its Monday. For auditors alone.',
      '`shields`: those in force now, apart by whether the next step is late, `by` state, tier, authority, or age: how long they have been in ' +
        'force. A confirmed one that is late waits for its review. A manager sees those of their own desk by state alone.',
    ].join('\n\n'),
    example: {
      ask: { name: 'accesses', from: '2026-11-01', to: '2026-11-30', by: 'role' },
      answer: {
        ...{ name: 'accesses', from: '2026-11-01', to: '2026-11-30', by: 'role', organisation: null },
        ...{ roundedTo: 1, countedTo: 4_709, countedAt: null, columns: ['searches', 'disclosures', 'reads', 'steps'] },
        rows: [{ key: 'practitioner', values: [1_204, 877, 12, 31], masked: false }],
        ...{ rowsLeftOut: 0, people: [], peers: [], feeds: [], log: null, receipt: { ...RECEIPT, index: 4_710 } },
      },
    },
  }),
})
