import { Injectable, RequestMethod } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import { OPEN } from '../access/signed-in.guard.ts'
import { openApi, type DescribedRoute } from './openapi.rules.ts'
import { ROUTE, type RouteDescription } from './route.rules.ts'

type Handler = (...args: never[]) => unknown

/** Finds every route there is, by reflection: the description cannot leave one out or name one that is gone. */
@Injectable()
export class DocsService {
  private description: object | null = null

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  openApi(): object {
    const described = this.routes().flatMap(({ description, ...route }) =>
      description ? [{ ...route, description }] : [],
    )
    return (this.description ??= openApi(described))
  }

  routes(): (Omit<DescribedRoute, 'description'> & { description: RouteDescription | undefined })[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, Handler>
      const base = this.reflector.get<string>(PATH_METADATA, metatype as Handler)
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name]!
        const method = this.reflector.get<RequestMethod | undefined>(METHOD_METADATA, handler)
        if (method === undefined) return []
        const path = `/${base}/${this.reflector.get<string>(PATH_METADATA, handler)}`
          .replaceAll(/\/+/g, '/')
          .replace(/(.)\/$/, '$1')
        const isOpen = this.reflector.getAllAndOverride<boolean>(OPEN, [handler, metatype as Handler]) === true
        const description = this.reflector.get<RouteDescription | undefined>(ROUTE, handler)
        return [{ method: RequestMethod[method], path, isOpen, description }]
      })
    })
  }
}
