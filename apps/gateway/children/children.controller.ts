import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  Disclosure,
  DisclosureReason,
  openDisclosure,
  requestShield,
  ShieldGround,
  ShieldRequested,
} from '@contactpoint/contracts'
import { Describe } from '../docs/route.rules.ts'
import { withNotice, type ComposedDisclosure } from './children.rules.ts'

@Controller('v1/children/:childId')
export class ChildrenController {
  constructor(private readonly bus: Bus) {}

  @Post('disclosures')
  @HttpCode(200)
  @Describe({
    summary: "Open a child's record; recorded",
    body: DisclosureReason,
    answer: Disclosure,
    status: 200,
    faults: ['not-found'],
  })
  async disclose(@Param('childId') childId: string, @Body() reason: DisclosureReason): Promise<ComposedDisclosure> {
    return withNotice(await this.bus.ask(openDisclosure, { ...reason, childId: childId.slice(0, 64) }))
  }

  @Post('shield-requests')
  @Describe({
    summary: 'Ask for a shield; it holds from the answer on',
    body: ShieldGround,
    answer: ShieldRequested,
    status: 201,
    faults: ['not-found'],
  })
  requestShield(@Param('childId') childId: string, @Body() ground: ShieldGround): Promise<ShieldRequested> {
    return this.bus.ask(requestShield, { ...ground, childId: childId.slice(0, 64) })
  }
}
