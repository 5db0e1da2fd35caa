/** What GitLab keeps of a runner. */
export interface Runner {
  readonly id: number;
  readonly token: string;
  /** ISO 8601; null when the token does not expire. */
  readonly tokenExpiresAt: string | null;
  readonly runnerType: 'instance_type' | 'group_type' | 'project_type';
  /** Of a project runner, which others may share. */
  readonly projectIds: readonly number[];
  readonly description: string;
  readonly tagList: readonly string[];
  readonly runUntagged: boolean;
  readonly locked: boolean;
  readonly paused: boolean;
  readonly accessLevel: 'not_protected' | 'ref_protected';
  readonly maximumTimeout: number | null;
  readonly maintenanceNote: string | null;
  readonly createdAt: string;
  readonly contactedAt: string | null;
  readonly managers: readonly Manager[];
}

/** A process that runs jobs with the runner's token. */
export interface Manager {
  readonly id: number;
  readonly systemId: string;
  readonly contactedAt: string;
}

/** The one project and the one group, its parent, that this GitLab has. */
export const PROJECT_ID = 7;
export const GROUP = 3;

/** As POST /runners, POST /user/runners and POST /runners/verify answer. */
export const credentialsOf = ({ id, token, tokenExpiresAt }: Runner) => ({
  id,
  token,
  token_expires_at: tokenExpiresAt,
});

/** As a list has it; there is no maintenance note in it. */
export const summaryOf = (runner: Runner) => ({
  id: runner.id,
  description: runner.description,
  ip_address: null,
  active: !runner.paused,
  paused: runner.paused,
  is_shared: runner.runnerType === 'instance_type',
  runner_type: runner.runnerType,
  name: null,
  online: runner.contactedAt === null ? null : true,
  status: runner.contactedAt === null ? 'never_contacted' : 'online',
});

/** As GET /runners/:id answers; never the token. */
export const detailsOf = (runner: Runner) => ({
  ...summaryOf(runner),
  tag_list: runner.tagList,
  run_untagged: runner.runUntagged,
  locked: runner.locked,
  maximum_timeout: runner.maximumTimeout,
  access_level: runner.accessLevel,
  created_at: runner.createdAt,
  contacted_at: runner.contactedAt,
  maintenance_note: runner.maintenanceNote,
  projects: runner.projectIds.map((id) => ({ id })),
  groups: runner.runnerType === 'group_type' ? [{ id: GROUP }] : [],
});

export const managerOf = ({ id, systemId, contactedAt }: Manager) => ({
  id,
  system_id: systemId,
  contacted_at: contactedAt,
  status: 'online',
});
