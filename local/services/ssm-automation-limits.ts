/** Automation's quotas of one account and Region. */
export interface AutomationLimits {
  /** Executions at work at once. */
  readonly runningMax: number;
  /** Executions that may wait for them as Pending. */
  readonly waitingMax: number;
  /** Time between two starts. */
  readonly startEveryMs: number;
}

/** As AWS documents them. */
export const automationLimits: AutomationLimits = { runningMax: 100, waitingMax: 5_000, startEveryMs: 1_000 };

/** What a step may take that says nothing of it. */
export const stepTimeoutSeconds = 3600;
