export interface Measured {
  readonly orphans: number;
  readonly hours: number;
}

/**
 * A log entry that CloudWatch turns into metrics, so that no client and no permission is needed:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricEntry(stackTag: string, { orphans, hours }: Measured, at: Date) {
  const [, stackName = ''] = stackTag.split('/');
  return {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: `GitLabRunnerStack/${stackName}`,
          Dimensions: [['StackName']],
          Metrics: [{ Name: 'OrphanedInstances', Unit: 'Count' }],
        },
      ],
    },
    StackName: stackName,
    OrphanedInstances: orphans,
    OrphanedInstanceHours: hours,
  };
}
