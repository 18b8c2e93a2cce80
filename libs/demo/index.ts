export { inDays, LettingIn, type LetIn, type NewPerson, type Signed } from './letting-in.ts'
export { hasDemo, makeDemo, type DemoAccount, type DemoPlace } from './make-demo.ts'
export { demoSuppliers } from './demo-suppliers.ts'
