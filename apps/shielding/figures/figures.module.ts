import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { FiguresController } from './figures.controller.ts'
import { FiguresService } from './figures.service.ts'

@Module({ imports: [DesksModule, ProtectionModule], controllers: [FiguresController], providers: [FiguresService] })
export class FiguresModule {}
