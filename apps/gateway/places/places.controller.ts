import { Controller, Get, Param, Query } from '@nestjs/common'
import { Bus, checkShape } from '@contactpoint/bus'
import {
  Fault,
  findPlaces,
  FindPlaces,
  getPlace,
  GetPlace,
  Place,
  Places,
  type PlaceKind,
} from '@contactpoint/contracts'
import { Describe } from '../docs/route.rules.ts'

const KINDS: Record<string, PlaceKind> = { schools: 'school', authorities: 'authority' }

@Controller('v1/places/:kinds')
export class PlacesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Describe({ summary: 'Schools or authorities whose name starts with `name`', answer: Places, status: 200 })
  async find(@Param('kinds') kinds: string, @Query() query: Record<string, unknown>): Promise<Places> {
    return this.bus.ask(findPlaces, await checkShape(FindPlaces, { ...query, kind: kindOf(kinds) }))
  }

  @Get(':code')
  @Describe({
    summary: 'A school by URN, or an authority by its DfE code',
    answer: Place,
    status: 200,
    faults: ['not-found'],
  })
  async get(@Param('kinds') kinds: string, @Param('code') code: string): Promise<Place> {
    return this.bus.ask(getPlace, await checkShape(GetPlace, { code, kind: kindOf(kinds) }))
  }
}

function kindOf(kinds: string): PlaceKind {
  const kind = KINDS[kinds]
  if (!kind) throw Fault.notFound()
  return kind
}
