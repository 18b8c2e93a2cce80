export {
  ApiClient,
  nextCode,
  type ApiAnswer,
  type DisclosureBody,
  type SearchBody,
  type TestAccount,
} from './api-client.ts'
export { aCensus, aPupil, aRecord, startPupilsAt, type Pupil } from './builders.ts'
export { asService, refusedByBroker } from './bus-client.ts'
export { accessMatrix } from './access-matrix.ts'
export { aCaller, aSupplier, inACall } from './callers.ts'
export { codeShown, demoAccount, unusedCode } from './credentials.ts'
export { GatewayRoom, nobodyIsOut } from './gateway-room.ts'
export { letIn } from './let-in.ts'
export { firstAccounts, firstSettings } from './first-accounts.ts'
export { controllersOf, doorsOf, handlersOf, notConnected, routeOf, type Handler } from './doors.ts'
export { asAdministrator } from './database.ts'
export { anEntry, LedgerAskers } from './ledger-askers.ts'
export { LedgerCopy, type Interruption } from './ledger-copy.ts'
export { FakeService } from './fake-service.ts'
export { FedDirectory, type TakesRows } from './fed-directory.ts'
export { answerAsUsual, aVisibleChild } from './neighbours.ts'
export { aRoom, type Room } from './room.ts'
export { aService, settingsIn, shellOf, type ServiceOptions } from './service.ts'
export { namesByCommunity, type CommunityName } from './names-by-community.ts'
export { clientsOf, type RunningStack } from './running-stack.ts'
export { sharedStack } from './shared-stack.ts'
export { startTestStack, type TestStack } from './test-stack.ts'
export { childIdsOf } from './child-ids.ts'
export { TokenSigner } from './token-signer.ts'
export { criteriaOf, dayAfter, type Criterion } from './criteria.ts'
export { Callers } from './worlds/callers.ts'
export { deal } from './worlds/dealing.ts'
export { NonInterference, type Outcome } from './worlds/non-interference.ts'
export { Observer } from './worlds/observing.ts'
export { plots, type Plot } from './worlds/plots.ts'
export { smallestTelling } from './worlds/smallest.ts'
export { cellName, NOT_ASKED, type Cell } from './worlds/questions.ts'
