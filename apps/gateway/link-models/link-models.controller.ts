import { Controller, Req } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  activateLinkModel,
  api,
  LinkModelRead,
  LinkModelsListed,
  LinkModelVersion,
  LinkQuality,
  listLinkModels,
  ListLinkModels,
  MOST_MODEL_BYTES,
  OfferLinkModel,
  OneLinkModel,
  proposeLinkModel,
  readLinkModel,
  readLinkQuality,
} from '@contactpoint/contracts'
import type { Request } from 'express'
import { Asked, Serves } from '../access/route.pipe.ts'
import { textWithin } from '../access/text-within.rules.ts'

@Controller()
export class LinkModelsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.linkModels.find)
  find(@Asked() ask: ListLinkModels): Promise<LinkModelsListed> {
    return this.bus.ask(listLinkModels, ask)
  }

  @Serves(api.linkModels.get)
  get(@Asked() ask: OneLinkModel): Promise<LinkModelRead> {
    return this.bus.ask(readLinkModel, ask)
  }

  @Serves(api.linkModels.quality)
  quality(@Asked() ask: OneLinkModel): Promise<LinkQuality> {
    return this.bus.ask(readLinkQuality, ask)
  }

  @Serves(api.linkModels.propose)
  async propose(@Asked() ask: OfferLinkModel, @Req() request: Request): Promise<LinkModelVersion> {
    const document = await textWithin(request as AsyncIterable<Uint8Array>, MOST_MODEL_BYTES)
    return this.bus.ask(proposeLinkModel, { ...ask, document })
  }

  @Serves(api.linkModels.activate)
  activate(@Asked() ask: OneLinkModel): Promise<LinkModelVersion> {
    return this.bus.ask(activateLinkModel, ask)
  }
}
