import { listCourses, publishCourse } from '../identity/courses.ts'
import { SYLLABUS } from '../training-vocabulary.ts'
import { resource, route } from './route.ts'

const TAUGHT = { module: 'consequences', items: SYLLABUS.consequences } as const
const COURSE = {
  ...{ code: 'CP-CORE', version: '2.0', validMonths: 12, graceDays: 90, publishedAt: '2026-11-29T10:00:00.000Z' },
  modules: [{ ...TAUGHT, satisfies: true, missing: [] }],
} as const

export const courses = resource('courses', 'What people are taught before they may use the directory.', {
  publish: route({
    method: 'POST',
    path: '/v1/courses',
    asks: publishCourse,
    status: 201,
    faults: ['conflict'],
    summary: 'Publish a version of a course',
    description:
      'By a national accreditor; it never changes. A module of which it leaves out an item of the syllabus is not taught by it: `missing` says which, and ' +
      'nobody is certified for it. Certificates of earlier major versions hold until the days of grace are over, at the longest.',
    example: {
      ask: { code: 'CP-CORE', major: 2, minor: 0, modules: [TAUGHT], validMonths: 12, graceDays: 90 },
      answer: COURSE,
    },
  }),
  find: route({
    method: 'GET',
    path: '/v1/courses',
    asks: listCourses,
    status: 200,
    summary: 'Read which courses there are',
    description: 'Every version, by code, the newest first, held against the syllabus.',
    example: { ask: {}, answer: { items: [COURSE], next: null } },
  }),
})
