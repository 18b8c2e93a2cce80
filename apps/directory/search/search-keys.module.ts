import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { SearchKeysRepository } from './search-keys.repository.ts'
import { SearchKeysService } from './search-keys.service.ts'
import { searchKeySchema } from './search.schema.ts'

@Module({
  imports: [MongooseModule.forFeature([{ name: 'SearchKey', schema: searchKeySchema, collection: 'search_keys' }])],
  providers: [SearchKeysRepository, SearchKeysService],
  exports: [SearchKeysService],
})
export class SearchKeysModule {}
