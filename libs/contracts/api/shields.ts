import { decideNearRecord, reviewNear } from '../shielding/near-records.ts'
import { agreeLift, decideLift, proposeLift, reviewShield } from '../shielding/lift-shield.ts'
import { listShields, readShield } from '../shielding/list-shields.ts'
import { placeShields } from '../shielding/place-list.ts'
import { confirmShield, placeShield, refuseShield } from '../shielding/place-shield.ts'
import { setTier } from '../shielding/set-tier.ts'
import { decideWaitingRow } from '../shielding/waiting-rows.ts'
import { BATCH_ID, CHILD, RECEIPT } from './examples.ts'
import { resource, route, taking } from './route.ts'

const { childId } = CHILD
const NOW = { childId, tier: 'standard', version: 3, dueAt: '2026-11-29T10:00:00.000Z' } as const
const ROW = { source: 'school-census', batchId: BATCH_ID, row: 4 } as const
const OTHER_ROW = { ...ROW, source: 'gp-links', row: 7 } as const
const LISTED = { ...NOW, state: 'placed', ground: 'fleeing-abuse', channel: 'user', escalations: 0 } as const

/** A step that the people of a desk take: one request, and the shield as it is then. */
const STEP = { method: 'POST', status: 200, faults: ['conflict'] } as const
const ONE_404 = 'A child without a shield, of another desk or unknown is one and the same 404. '
const LATE = 'A step that came too late is a 409, whose `current` says the state as it is.'

export const shields = resource(
  'shields',
  'What a shield leaves to be decided, for the people of the responsible authority.',
  {
    reviewNear: route({
      method: 'GET',
      path: '/v1/shields/{childId}/near',
      asks: reviewNear,
      status: 200,
      repeatable: true,
      faults: ['over-budget'],
      summary: 'List the records near a shielded child; recorded',
      description:
        'A record that might be of the shielded child too is invisible for everybody until somebody decides here. What it has in common is ' +
        'named, not shown. A child without a shield, of another authority or unknown is one and the same 404.',
      example: {
        ask: { childId: CHILD.childId },
        answer: { tier: 'standard', child: CHILD, records: [], parked: [], receipt: RECEIPT },
      },
    }),
    setTier: route({
      method: 'POST',
      path: '/v1/shields/{childId}/tiers',
      asks: setTier,
      status: 200,
      repeatable: true,
      faults: ['conflict', 'over-budget'],
      summary: 'Seal a shielded child, or open it again; recorded',
      description:
        'Of a sealed child, search and id answer everybody as if there were no such child, and so do the other routes to everybody but ' +
        'the people of its authority; what feeds bring about it waits. Whoever sealed it does not open it again.',
      example: {
        ask: { childId: CHILD.childId, tier: 'sealed' },
        answer: { childId: CHILD.childId, state: 'interim', tier: 'sealed' },
      },
    }),
    find: route({
      method: 'GET',
      path: '/v1/shields',
      asks: listShields,
      status: 200,
      repeatable: true,
      summary: 'List the shields of your desk; recorded',
      description:
        'The desk of an authority decides about its children; the national desk about those of whom no authority can. By id of the child, ' +
        'fifty at a time: `next` is asked for as `after`.',
      example: { ask: { state: 'placed', due: 'week' }, answer: { items: [LISTED], next: null, receipt: RECEIPT } },
    }),
    get: route({
      method: 'GET',
      path: '/v1/shields/{childId}',
      asks: readShield,
      status: 200,
      repeatable: true,
      summary: 'Read a shield with all that was done about it; recorded',
      description: `\`open\` names what the caller can do about it now. ${ONE_404}`,
      example: {
        ask: { childId },
        answer: {
          ...{ ...LISTED, child: CHILD, evidence: null, current: { state: 'placed', version: 3 }, isLiftWanted: false },
          open: ['confirm', 'propose-refusal', 'seal', 'propose-merge', 'offer-handover'],
          steps: [{ kind: 'place', by: 'e3b0c442', at: '2026-11-28T10:00:00.000Z', code: null, ground: null }],
          receipt: RECEIPT,
        },
      },
    }),
    place: route({
      whenShutOff: true,
      ...STEP,
      path: '/v1/shields/{childId}/placements',
      asks: placeShield,
      summary: 'Place a shield that was asked for; recorded',
      description: `One officer places it, another confirms within 24 hours; neither asked for it. ${ONE_404}${LATE}`,
      example: { ask: { childId }, answer: { ...NOW, state: 'placed' } },
    }),
    placeMany: taking(
      ['text/csv'],
      route({
        method: 'POST',
        path: '/v1/shields/bulk',
        asks: placeShields,
        status: 200,
        repeatable: true,
        faults: ['too-large'],
        summary: 'Place the shields of a list of your authority; recorded',
        description:
          'Rows `child_id,ground` below a line with these names; 200 at most, and a row that was known before does no harm. All rows are looked at first: when one is about no child of your desk, ' +
          '`places` names such rows, ten at most, and nothing is applied. Each child is shielded when this is answered, and waits for another ' +
          'officer to confirm it. Sent again, it goes on where it stopped. `rows.0` is the first row below the names.',
        example: { ask: { rows: [{ childId, ground: 'fleeing-abuse' }] }, answer: { placed: 41, before: 1 } },
      }),
      'rows',
    ),
    confirm: route({
      whenShutOff: true,
      ...STEP,
      path: '/v1/shields/{childId}/confirmations',
      asks: confirmShield,
      summary: 'Confirm a shield that another officer placed; recorded',
      description: `From then on it is reviewed every six months. ${ONE_404}${LATE}`,
      example: { ask: { childId }, answer: { ...NOW, state: 'confirmed' } },
    }),
    refuse: route({
      ...STEP,
      faults: ['conflict', 'over-budget'],
      path: '/v1/shields/{childId}/refusals',
      asks: refuseShield,
      summary: 'Refuse a shield that was asked for; recorded',
      description:
        'An officer proposes it, another agrees, and the management team decides, three different people, each by this request. Until then the ' +
        `shield holds, and an officer may still place it. ${ONE_404}${LATE}`,
      example: { ask: { childId, code: 'no-risk-found' }, answer: { ...NOW, state: 'interim' } },
    }),
    review: route({
      ...STEP,
      path: '/v1/shields/{childId}/reviews',
      asks: reviewShield,
      summary: 'Review a confirmed shield; recorded',
      description: `Due every six months; one that is late stays in force, and is escalated. ${ONE_404}${LATE}`,
      example: { ask: { childId, decision: 'keep' }, answer: { ...NOW, state: 'confirmed' } },
    }),
    proposeLift: route({
      ...STEP,
      path: '/v1/shields/{childId}/lift-proposals',
      asks: proposeLift,
      summary: 'Propose that a confirmed shield is lifted; recorded',
      description: `It holds until the management team has decided. ${ONE_404}${LATE}`,
      example: { ask: { childId, code: 'risk-ended' }, answer: { ...NOW, state: 'lift-proposed' } },
    }),
    agreeLift: route({
      ...STEP,
      path: '/v1/shields/{childId}/lift-agreements',
      asks: agreeLift,
      summary: 'Agree that a shield is lifted; recorded',
      description: `Another officer than who proposed it. ${ONE_404}${LATE}`,
      example: { ask: { childId }, answer: { ...NOW, state: 'lift-proposed' } },
    }),
    decideLift: route({
      ...STEP,
      faults: ['conflict', 'over-budget'],
      path: '/v1/shields/{childId}/lift-decisions',
      asks: decideLift,
      summary: 'Lift a shield, or keep it; recorded',
      description:
        'The final say is with the management team; a third person, neither of the two officers. Lifting is recorded before anything is shown ' +
        `again; \`state\` is null then. ${ONE_404}${LATE}`,
      example: { ask: { childId, decision: 'lift' }, answer: { ...NOW, state: null, dueAt: null } },
    }),
    decideNear: route({
      method: 'POST',
      path: '/v1/shields/{childId}/near/{otherId}',
      asks: decideNearRecord,
      status: 204,
      repeatable: true,
      faults: ['over-budget'],
      summary: 'Decide a record near a shielded child; recorded',
      description:
        'It holds until the record changes in what made it near. `shield` puts an interim shield on it; the other two make it visible ' +
        'again, unless it is near another shielded child that nobody has decided about.',
      example: {
        ask: { childId: CHILD.childId, otherId: 'BVD7M3V9RLP3', decision: 'not-the-child', code: 'school-confirms' },
      },
    }),
    decideRow: route({
      method: 'POST',
      path: '/v1/shields/{childId}/rows',
      asks: decideWaitingRow,
      status: 204,
      otherwise: 200,
      faults: ['conflict', 'over-budget'],
      summary: 'Decide a row of a feed about a shielded child that waits, or several; recorded',
      description:
        'No feed changes the record of a shielded child: a row that says something new of it waits here, and is listed with the records near the child. It is ' +
        'named by its feed, its delivery and its number; when a later delivery has taken its place, it is a 404 and the list has the later one.\n\n' +
        'With `more`, other rows about the same child are decided alike, one after the other, each with an entry of its own. Then it is a 200, which says what ' +
        'became of each: one that is gone keeps back no other.',
      example: {
        ask: {
          ...{ childId, ...ROW, decision: 'take', code: 'school-confirms' },
          more: [OTHER_ROW],
        },
        answer: {
          rows: [
            { ...ROW, outcome: 'done' },
            { ...OTHER_ROW, outcome: 'gone' },
          ],
        },
      },
    }),
  },
)
