import { Module } from '@nestjs/common'
import { DisclosuresController } from './disclosures.controller.ts'
import { DisclosuresService } from './disclosures.service.ts'

@Module({ controllers: [DisclosuresController], providers: [DisclosuresService] })
export class DisclosuresModule {}
