import { lookAtAllPages } from './pages.ts'

lookAtAllPages('/en')
