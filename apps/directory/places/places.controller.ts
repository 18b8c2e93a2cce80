import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { AllowSignedIn, Answers } from '@contactpoint/bus'
import { findPlaces, FindPlaces, getPlace, GetPlace, type Place, type Places } from '@contactpoint/contracts'
import { PlacesService } from './places.service.ts'

@Controller()
export class PlacesController {
  constructor(private readonly places: PlacesService) {}

  @Answers(getPlace)
  @AllowSignedIn()
  get(@Payload() ask: GetPlace): Promise<Place> {
    return this.places.get(ask)
  }

  @Answers(findPlaces)
  @AllowSignedIn()
  find(@Payload() ask: FindPlaces): Promise<Places> {
    return this.places.findByName(ask)
  }
}
