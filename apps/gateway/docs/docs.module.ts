import { Module } from '@nestjs/common'
import { DiscoveryModule, MetadataScanner } from '@nestjs/core'
import { DocsController } from './docs.controller.ts'
import { DocsService } from './docs.service.ts'

@Module({ imports: [DiscoveryModule], controllers: [DocsController], providers: [DocsService, MetadataScanner] })
export class DocsModule {}
