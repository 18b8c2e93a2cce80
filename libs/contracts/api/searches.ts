import { runSearch } from '../shielding/run-search.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

export const searches = resource('searches', 'Finding a child.', {
  run: route({
    method: 'POST',
    path: '/v1/searches',
    asks: runSearch,
    status: 200,
    repeatable: true,
    faults: ['over-budget'],
    summary: 'Search for a child; recorded',
    description:
      'A family name and a birth date, or a range of birth dates of at most 366 days, are the least. More than 50 children: ' +
      'none is shown, and `refine` is true. A criterion that a shield hides finds no shielded child.',
    example: {
      ask: { reason: 'coordinate-support', criteria: { familyName: 'mainw*', dateOfBirth: '2012-06-27' } },
      answer: {
        hits: [{ ...CHILD, shielded: false, postcode: 'L13 0AS', schoolName: 'Dixons Broadgreen Academy' }],
        refine: false,
        receipt: RECEIPT,
      },
    },
  }),
})
