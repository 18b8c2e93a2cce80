import { Module } from '@nestjs/common'
import { SearchKeysRepository } from './search-keys.repository.ts'
import { SearchKeysService } from './search-keys.service.ts'

@Module({
  providers: [SearchKeysRepository, SearchKeysService],
  exports: [SearchKeysService],
})
export class SearchKeysModule {}
