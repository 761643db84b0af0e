import type { Command } from './command.ts';
import { devicesCommand } from './commands/devices.ts';
import { devicesCheckCommand } from './commands/devices-check.ts';
import { devicesDrawerCommand } from './commands/devices-drawer.ts';
import { devicesLearnCommand } from './commands/devices-learn.ts';
import { devicesTestCommand } from './commands/devices-test.ts';
import { doctorCommand } from './commands/doctor.ts';
import { hubCommand } from './commands/hub.ts';
import { hubAuditCommand } from './commands/hub-audit.ts';
import { hubBackupCommand } from './commands/hub-backup.ts';
import { hubCouponsCommand } from './commands/hub-coupons.ts';
import { hubDraftCommands } from './commands/hub-drafts.ts';
import { hubEnrolCodeCommand } from './commands/hub-enrol-code.ts';
import { hubEraseCommand } from './commands/hub-erase.ts';
import { hubErasuresCommand } from './commands/hub-erasures.ts';
import { hubFlagsCommand } from './commands/hub-flags.ts';
import { hubImportGoodsCommand } from './commands/hub-import-goods.ts';
import { hubImportMembersCommand } from './commands/hub-import-members.ts';
import { hubInitCommand } from './commands/hub-init.ts';
import { hubLeasesListCommand } from './commands/hub-leases-list.ts';
import { hubLeasesWriteOffCommand } from './commands/hub-leases-write-off.ts';
import { hubMergeCommands } from './commands/hub-merges.ts';
import { hubPacksCommand } from './commands/hub-packs.ts';
import { hubPublishCommand } from './commands/hub-publish.ts';
import { hubRestoreCommand } from './commands/hub-restore.ts';
import { hubRestoredCommand } from './commands/hub-restored.ts';
import { hubRevokeCommand } from './commands/hub-revoke.ts';
import { hubRollbackCommand } from './commands/hub-rollback.ts';
import { hubSettingsCommand } from './commands/hub-settings.ts';
import { hubSnapshotCommand } from './commands/hub-snapshot.ts';
import { hubStaffAddCommand } from './commands/hub-staff-add.ts';
import { hubStaffListCommand } from './commands/hub-staff-list.ts';
import { hubStaffRemoveCommand } from './commands/hub-staff-remove.ts';
import { hubStaffUnlockCommand } from './commands/hub-staff-unlock.ts';
import { hubStopListCommand } from './commands/hub-stop-list.ts';
import { hubTillLogCommand } from './commands/hub-till-log.ts';
import { hubTillRevokeCommand } from './commands/hub-till-revoke.ts';
import { hubTillsCommand } from './commands/hub-tills.ts';
import { hubTokenAddCommand } from './commands/hub-token-add.ts';
import { hubTokenRevokeCommand } from './commands/hub-token-revoke.ts';
import { hubTokensCommand } from './commands/hub-tokens.ts';
import { quoteCommand } from './commands/quote.ts';
import { returnCommand } from './commands/return.ts';
import { simulateCommand } from './commands/simulate.ts';
import { startCommand } from './commands/start.ts';
import { templatesCommand } from './commands/templates.ts';
import { tillCommand } from './commands/till.ts';
import { tillReEnrolCommand } from './commands/till-re-enrol.ts';

/** Every command, in the order of the help page. */
export const allCommands: readonly Command[] = [
  startCommand,
  hubInitCommand,
  hubCommand,
  hubEnrolCodeCommand,
  hubPublishCommand,
  hubPacksCommand,
  hubRevokeCommand,
  hubRollbackCommand,
  hubSettingsCommand,
  hubTillsCommand,
  hubTillRevokeCommand,
  hubLeasesListCommand,
  hubLeasesWriteOffCommand,
  hubStopListCommand,
  hubCouponsCommand,
  hubStaffListCommand,
  hubStaffAddCommand,
  hubStaffRemoveCommand,
  hubStaffUnlockCommand,
  hubAuditCommand,
  hubFlagsCommand,
  hubSnapshotCommand,
  ...hubMergeCommands,
  hubTillLogCommand,
  ...hubDraftCommands,
  hubTokensCommand,
  hubTokenAddCommand,
  hubTokenRevokeCommand,
  hubImportMembersCommand,
  hubImportGoodsCommand,
  hubEraseCommand,
  hubErasuresCommand,
  hubBackupCommand,
  hubRestoreCommand,
  hubRestoredCommand,
  tillCommand,
  tillReEnrolCommand,
  devicesCommand,
  devicesTestCommand,
  devicesCheckCommand,
  devicesDrawerCommand,
  devicesLearnCommand,
  templatesCommand,
  quoteCommand,
  returnCommand,
  simulateCommand,
  doctorCommand,
];
