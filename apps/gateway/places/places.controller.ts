import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { api, findPlaces, FindPlaces, getPlace, GetPlace, Place, Places } from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class PlacesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.places.findSchools)
  findSchools(@Asked() ask: FindPlaces): Promise<Places> {
    return this.bus.ask(findPlaces, ask)
  }

  @Serves(api.places.getSchool)
  getSchool(@Asked() ask: GetPlace): Promise<Place> {
    return this.bus.ask(getPlace, ask)
  }

  @Serves(api.places.findAuthorities)
  findAuthorities(@Asked() ask: FindPlaces): Promise<Places> {
    return this.bus.ask(findPlaces, ask)
  }

  @Serves(api.places.getAuthority)
  getAuthority(@Asked() ask: GetPlace): Promise<Place> {
    return this.bus.ask(getPlace, ask)
  }

  @Serves(api.places.findPractices)
  findPractices(@Asked() ask: FindPlaces): Promise<Places> {
    return this.bus.ask(findPlaces, ask)
  }

  @Serves(api.places.getPractice)
  getPractice(@Asked() ask: GetPlace): Promise<Place> {
    return this.bus.ask(getPlace, ask)
  }
}
