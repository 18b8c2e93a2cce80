import {
  acceptHandover,
  agreeMerge,
  agreeSplit,
  offerHandover,
  proposeMerge,
  proposeSplit,
  refuseProposal,
} from '../shielding/proposals.ts'
import { CHILD } from './examples.ts'
import { resource, route } from './route.ts'

const { childId } = CHILD
const OTHER = 'BVD7M3V9RLP3'
const OPEN = { childId, state: 'open', dueAt: '2026-12-05T10:00:00.000Z' } as const
const NOW = { childId, state: 'confirmed', tier: 'standard', version: 5, dueAt: '2027-05-28T10:00:00.000Z' } as const

/** What two people, or two desks, decide together. */
const STEP = { method: 'POST', status: 200, faults: ['conflict'] } as const
const ONE_404 = 'A child without a shield, of another desk or unknown is one and the same 404. '
const LATE = 'What came too late, or takes somebody else, is a 409, whose `current` says the state as it is.'

export const proposals = resource(
  'proposals',
  'What two people, or two desks, decide together about the record of a shielded child.',
  {
    offerHandover: route({
      ...STEP,
      path: '/v1/shields/{childId}/handovers',
      asks: offerHandover,
      summary: 'Offer a shielded child to another authority; recorded',
      description: `Its desk accepts or refuses; until then yours decides, and the shield holds before, between and after. ${ONE_404}${LATE}`,
      example: { ask: { childId, authority: '380' }, answer: { ...OPEN, kind: 'handover' } },
    }),
    acceptHandover: route({
      ...STEP,
      path: '/v1/shields/{childId}/handover-acceptances',
      asks: acceptHandover,
      summary: 'Take over a child that another authority offers to yours; recorded',
      description: `Your desk decides about its shield from the answer on. A child that is not offered to your desk is the 404 of one that never was. ${LATE}`,
      example: { ask: { childId }, answer: NOW },
    }),
    merge: route({
      ...STEP,
      path: '/v1/shields/{childId}/merges',
      asks: proposeMerge,
      summary: 'Propose that another record goes on as this one; recorded',
      description:
        'The other one is of your desk too, or near to this child. Its id is nobody’s once another officer has agreed, and both are protected as the ' +
        `tighter of the two was. ${ONE_404}${LATE}`,
      example: { ask: { childId, otherChildId: OTHER }, answer: { ...OPEN, kind: 'merge' } },
    }),
    agreeMerge: route({
      ...STEP,
      path: '/v1/shields/{childId}/merge-agreements',
      asks: agreeMerge,
      summary: 'Agree that the records become one; recorded',
      description: `Another officer than who proposed it. It can be split again exactly. ${ONE_404}${LATE}`,
      example: { ask: { childId, otherChildId: OTHER }, answer: NOW },
    }),
    split: route({
      ...STEP,
      path: '/v1/shields/{childId}/splits',
      asks: proposeSplit,
      summary: 'Propose that a merged record stands by itself again; recorded',
      description: `What is split off stays shielded. ${ONE_404}${LATE}`,
      example: { ask: { childId, otherChildId: OTHER }, answer: { ...OPEN, kind: 'split' } },
    }),
    agreeSplit: route({
      ...STEP,
      path: '/v1/shields/{childId}/split-agreements',
      asks: agreeSplit,
      summary: 'Agree that a merged record stands by itself again; recorded',
      description: `Another officer than who proposed it. ${ONE_404}${LATE}`,
      example: { ask: { childId, otherChildId: OTHER }, answer: NOW },
    }),
    refuse: route({
      ...STEP,
      path: '/v1/shields/{childId}/proposal-refusals',
      asks: refuseProposal,
      summary: 'Refuse what is proposed, or take it back; recorded',
      description: `By anybody of the desk, and of the desk to which a child is offered. ${ONE_404}${LATE}`,
      example: { ask: { childId }, answer: { ...OPEN, kind: 'handover', state: 'refused' } },
    }),
  },
)
