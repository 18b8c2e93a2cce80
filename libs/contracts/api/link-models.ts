import {
  activateLinkModel,
  listLinkModels,
  OfferLinkModel,
  proposeLinkModel,
  readLinkModel,
  type LinkModelVersion,
} from '../directory/link-models.ts'
import { readLinkQuality } from '../directory/link-quality.ts'
import { resource, route, taking } from './route.ts'

const VERSION = 12
const REPORT = 'LINKING/2026/3'
const ON_TRIAL = {
  ...{ version: VERSION, state: 'on-trial', inForce: false },
  digest: '9a27f197c08ee98e1f6c2b7d5a4e3f2019c8d7b6a5f4e3d2c1b0a9f8e7d6c5b4',
  facts: { rows: 153_434, seed: 20_261_130, rounds: 2, madeOn: '2026-11-30', report: REPORT },
  proposed: { by: 'e3b0c442', at: '2026-11-30T10:00:00.000Z' },
  activated: null,
  trial: { rows: 0, agreed: null, moves: [] },
} as const satisfies LinkModelVersion
const FOUND = {
  ...{ joinedRight: 240, joinedWrong: 1, newRight: 31, newMissed: 2, askedSame: 58, askedDifferent: 12 },
  precision: { value: 0.9959, low: 0.9769, high: 0.9993 },
  recall: { value: 0.9836, low: 0.9587, high: 0.9936 },
} as const
const TRIED = {
  rows: 20_000,
  agreed: 0.9993,
  moves: [
    { inForce: 'same', onTrial: 'same', rows: 19_204 },
    { inForce: 'new', onTrial: 'new', rows: 782 },
    { inForce: 'unsure', onTrial: 'same', rows: 14 },
  ],
} as const

export const linkModels = resource(
  'link-models',
  'By which model it is decided whom rows of feeds are about: versions that two people stand for.',
  {
    find: route({
      method: 'GET',
      path: '/v1/link-models',
      asks: listLinkModels,
      status: 200,
      repeatable: true,
      summary: 'List the versions of the model by which rows are linked',
      description:
        'The newest first, fifty at a time: `next` is asked for as `before`. Each with its trial: on how many rows it was run beside the one in ' +
        'force, how often both decided the same, and from which decision to which. No child is in it.',
      example: { ask: {}, answer: { items: [{ ...ON_TRIAL, trial: TRIED }], next: null } },
    }),
    get: route({
      method: 'GET',
      path: '/v1/link-models/{version}',
      asks: readLinkModel,
      status: 200,
      repeatable: true,
      summary: 'Read a version of the model by which rows are linked',
      description: 'The model itself, by whom it was proposed and put in force, and what came of its trial.',
      example: {
        ask: { version: VERSION },
        answer: { ...ON_TRIAL, trial: TRIED, document: '{"fields":[],"made":{},"prior":0.00000410376,"version":1}' },
      },
    }),
    quality: route({
      method: 'GET',
      path: '/v1/link-models/{version}/quality',
      asks: readLinkQuality,
      status: 200,
      repeatable: true,
      summary: 'Read how well a version decides, by what people found',
      description:
        'Of the rows that a model decides by itself some are drawn by lot, and stewards say of each whom it is about, without knowing what the model ' +
        'said (`GET /v1/link-questions?kind=sampled`). Precision and recall are estimated from those, by feed and by community of the family name. ' +
        'No child is in it.',
      example: {
        ask: { version: VERSION },
        answer: {
          ...{ version: VERSION, all: FOUND },
          ...{ bySource: [{ of: 'gp-links', ...FOUND }], byCommunity: [{ of: 'general', ...FOUND }] },
        },
      },
    }),
    propose: taking(
      ['application/octet-stream'],
      route({
        method: 'POST',
        path: '/v1/link-models',
        question: OfferLinkModel,
        asks: proposeLinkModel,
        status: 201,
        faults: ['too-large'],
        summary: 'Propose another model by which rows are linked; recorded',
        description:
          'The body is the model as JSON, of 500,000 bytes at most, as `match train` makes it of columns that are named as the fields of the model in ' +
          'force are (`name` in its config). One by which rows could not be decided is a 400 that says why. It never changes again, and is on trial from ' +
          'then on: each row is decided by it too, and nothing is done by that. The one that was on trial before is passed over.',
        example: { ask: { report: REPORT }, answer: ON_TRIAL },
      }),
    ),
    activate: route({
      method: 'POST',
      path: '/v1/link-models/{version}/activations',
      asks: activateLinkModel,
      status: 200,
      faults: ['conflict'],
      summary: 'Put the model that is on trial in force; recorded',
      description:
        'Rows are decided by it from then on, in every copy within two seconds. It takes somebody else than who proposed it, and a trial on a thousand ' +
        'rows (in a directory of fewer children, on as many); a model that was in force before has had its trial. It is a 409 otherwise, whose ' +
        '`current` says the state as it is. For the management team of the national desk; to those of authorities it is a 403.',
      example: {
        ask: { version: VERSION },
        answer: {
          ...{ ...ON_TRIAL, state: 'in-force', inForce: true, trial: TRIED },
          activated: { by: '60303ae2', at: '2026-12-01T10:00:00.000Z' },
        },
      },
    }),
  },
)
