import {
  accreditOrganisation,
  confirmContact,
  createOrganisation,
  disaccreditOrganisation,
  getOrganisation,
  listOrganisations,
} from '../identity/organisations.ts'
import { ORGANISATION_EVIDENCE } from '../people-vocabulary.ts'
import { resource, route } from './route.ts'

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const ORGANISATION = {
  ...{ organisationId: ID, name: 'Elm Street Nursery', sector: 'education', authority: '383' },
  ...{ accreditedUntil: null, contactConfirmedAt: '2026-11-29T10:00:00.000Z' },
} as const
const ACCREDITED = { ...ORGANISATION, accreditedUntil: '2027-11-30T00:00:00.000Z' }

export const organisations = resource('organisations', 'Organisations whose people may use the directory.', {
  create: route({
    method: 'POST',
    path: '/v1/organisations',
    asks: createOrganisation,
    status: 201,
    faults: ['conflict'],
    summary: 'Add an organisation of your authority; recorded',
    description: 'Nobody of it is let in before it is accredited. The national desk adds those of any authority.',
    example: {
      ask: {
        ...{ name: 'Elm Street Nursery', sector: 'education', authority: '383' },
        ...{ phone: '0113 496 0123', email: 'office@example.org' },
      },
      answer: ORGANISATION,
    },
  }),
  overview: route({
    method: 'GET',
    path: '/v1/organisations',
    asks: listOrganisations,
    status: 200,
    repeatable: true,
    faults: ['not-found'],
    summary: 'Read which organisations your authority has',
    description:
      'By name. Accreditors of the national desk name any authority; for everybody else another one is not there.',
    example: { ask: {}, answer: { items: [ACCREDITED], next: null } },
  }),
  get: route({
    method: 'GET',
    path: '/v1/organisations/{organisationId}',
    asks: getOrganisation,
    status: 200,
    repeatable: true,
    summary: 'Read one organisation, and how it is reached when that is yours to confirm',
    description: 'One that you do not see in a list and one that is not there are one and the same 404.',
    example: { ask: { organisationId: ID }, answer: ACCREDITED },
  }),
  confirmContact: route({
    method: 'POST',
    path: '/v1/organisations/{organisationId}/contact-confirmations',
    asks: confirmContact,
    status: 200,
    repeatable: true,
    summary: 'Say how an organisation is reached, as before or otherwise; recorded, without the numbers',
    description:
      'By its accreditor, or the account manager of that organisation: any other is not there. Whoever lists organisations is told when that was long ago.',
    example: {
      ask: { organisationId: ID, phone: '0113 496 0123', email: 'office@example.org' },
      answer: { ...ACCREDITED, isContactOld: false, phone: '0113 496 0123', email: 'office@example.org' },
    },
  }),
  accredit: route({
    method: 'POST',
    path: '/v1/organisations/{organisationId}/accreditations',
    asks: accreditOrganisation,
    status: 200,
    faults: ['conflict'],
    summary: 'Say that an organisation may have accounts, until when, and what was seen of it; recorded',
    description:
      'Not by whoever works there. An organisation of another authority and one that is not there are one and the same 404.',
    example: {
      ask: {
        organisationId: ID,
        until: '2027-11-30',
        evidence: [...ORGANISATION_EVIDENCE],
        disciplinaryProcedure: true,
      },
      answer: ACCREDITED,
    },
  }),
  disaccredit: route({
    method: 'DELETE',
    path: '/v1/organisations/{organisationId}/accreditations',
    asks: disaccreditOrganisation,
    status: 200,
    repeatable: true,
    summary: 'End what an organisation was accredited for, from the answer on; recorded',
    description: 'Nobody of it signs in, or has their session renewed.',
    example: { ask: { organisationId: ID }, answer: ORGANISATION },
  }),
})
