import { right } from '../foundation/identity/rights.ts'

/** What somebody may do in the network, and everywhere they work in it. */
export const networkRights = {
  enter: right('staff.enter', 'staff'),
  see: right('network.see', 'staff'),
  exportLists: right('list.export', ['coordinator', 'manager']),
  changeSetup: right('setup.change', ['administrator']),
  manageStaff: right('staff.manage', ['administrator']),
  beginNation: right('nation.begin', 'link'),
  manageNation: right('nation.manage', ['administrator']),
} as const
