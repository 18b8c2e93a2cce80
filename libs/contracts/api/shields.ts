import { decideNearRecord, reviewNear } from '../shielding/near-records.ts'
import { setTier } from '../shielding/set-tier.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

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
        answer: { tier: 'standard', records: [], parked: [], receipt: RECEIPT },
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
  },
)
