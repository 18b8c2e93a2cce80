import type { Logger } from '@contactpoint/runtime'
import { handlersOf, routeOf, type Handler } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { homeOf, navigationOf } from './layout/navigation.rules.ts'
import { ROLES, type Role } from '@contactpoint/contracts'
import { WebConfig } from './web.config.ts'

const { AppModule } = await import('./app.module.ts')
const { WHO } = await import('./session/signed-in.guard.ts')
/** What a controller does for itself has no address. */
const hasAddress = ({ method }: Handler) => Reflect.hasMetadata('path', method)
const handlers = handlersOf(AppModule.with(new WebConfig(), {} as Logger)).filter(hasAddress)

const whoseIs = ({ controller, method }: Handler): readonly Role[] | 'everybody' | undefined =>
  (Reflect.getMetadata(WHO, method) ?? Reflect.getMetadata(WHO, controller)) as Role[] | 'everybody' | undefined

describe('the pages', () => {
  it('are each somebody’s, or everybody’s: one without a lock is a mistake', () => {
    expect(handlers.length).toBeGreaterThan(10)
    expect(handlers.filter((handler) => !whoseIs(handler)).map(routeOf)).toEqual([])
  })

  it('are everybody’s for signing in and out, for enrolling and to see whether ContactPoint works, and no others', () => {
    const open = handlers.filter((handler) => whoseIs(handler) === 'everybody').map(routeOf)
    expect(open.sort()).toEqual(
      [
        'GET /',
        'GET /enrol',
        'GET /health/live',
        'GET /sign-in',
        'GET /status',
        'POST /',
        'POST /enrol',
        'POST /sign-in',
        'POST /sign-in/key-options',
        'POST /sign-out',
      ].sort(),
    )
  })

  it('are looked at by GET and do something by POST, and by nothing else', () => {
    expect(handlers.map(routeOf).filter((page) => !/^(GET|POST) \//.test(page))).toEqual([])
  })

  it('are there, and theirs, where the navigation of a role leads', () => {
    const pages = new Map(handlers.map((handler) => [routeOf(handler), whoseIs(handler)]))
    for (const role of ROLES)
      for (const { href } of navigationOf(role, '/')) {
        const who = pages.get(`GET ${href}`)
        expect([role, href, who === 'everybody' || who?.includes(role)]).toEqual([role, href, true])
      }
    expect(ROLES.map((role) => homeOf(role)).every((home) => pages.has(`GET ${home}`))).toBe(true)
  })
})
