import { findPlaces, getPlace } from '../directory/places.ts'
import { resource, route } from './route.ts'

const LEEDS = { code: '383', name: 'Leeds' }
const ALDGATE = {
  code: '100000',
  name: 'The Aldgate School',
  town: 'London',
  postcode: 'EC3A 5DE',
  authority: 'City of London',
}
const DENSHAM = { code: 'A81001', name: 'THE DENSHAM SURGERY', postcode: 'TS18 1HU' }
const FOUND = 'At most 50, by name; there is no next page. Ask for more of the name instead.'

export const places = resource('places', 'Schools, local authorities and GP practices, from the public lists.', {
  findSchools: route({
    method: 'GET',
    path: '/v1/places/schools',
    asks: findPlaces,
    fixed: { kind: 'school' },
    status: 200,
    summary: 'Schools whose name starts so',
    description: FOUND,
    example: { ask: { name: 'The Ald' }, answer: { places: [ALDGATE] } },
  }),
  getSchool: route({
    method: 'GET',
    path: '/v1/places/schools/{code}',
    asks: getPlace,
    fixed: { kind: 'school' },
    status: 200,
    summary: 'A school by its URN',
    description: 'A school that is open.',
    example: { ask: { code: '100000' }, answer: ALDGATE },
  }),
  findAuthorities: route({
    method: 'GET',
    path: '/v1/places/authorities',
    asks: findPlaces,
    fixed: { kind: 'authority' },
    status: 200,
    summary: 'Local authorities whose name starts so',
    description: FOUND,
    example: { ask: { name: 'Leeds' }, answer: { places: [LEEDS] } },
  }),
  getAuthority: route({
    method: 'GET',
    path: '/v1/places/authorities/{code}',
    asks: getPlace,
    fixed: { kind: 'authority' },
    status: 200,
    summary: 'A local authority by its DfE code',
    description: 'An authority that exists now.',
    example: { ask: { code: '383' }, answer: LEEDS },
  }),
  findPractices: route({
    method: 'GET',
    path: '/v1/places/practices',
    asks: findPlaces,
    fixed: { kind: 'practice' },
    status: 200,
    summary: 'GP practices whose name starts so',
    description: FOUND,
    example: { ask: { name: 'The Densham' }, answer: { places: [DENSHAM] } },
  }),
  getPractice: route({
    method: 'GET',
    path: '/v1/places/practices/{code}',
    asks: getPlace,
    fixed: { kind: 'practice' },
    status: 200,
    summary: 'A GP practice by its code',
    description: 'A practice of England that is active.',
    example: { ask: { code: 'A81001' }, answer: DENSHAM },
  }),
})
