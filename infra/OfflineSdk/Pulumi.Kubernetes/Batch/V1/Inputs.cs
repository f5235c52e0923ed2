namespace Pulumi.Kubernetes.Types.Inputs.Batch.V1;

public class CronJobArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec", required: true)] public Input<CronJobSpecArgs> Spec { get; set; } = null!;
}

public class CronJobSpecArgs : ResourceArgs
{
    [Input("concurrencyPolicy")] public Input<string>? ConcurrencyPolicy { get; set; }
    [Input("failedJobsHistoryLimit")] public Input<int>? FailedJobsHistoryLimit { get; set; }
    [Input("jobTemplate", required: true)] public Input<JobTemplateSpecArgs> JobTemplate { get; set; } = null!;
    [Input("schedule", required: true)] public Input<string> Schedule { get; set; } = null!;
    [Input("startingDeadlineSeconds")] public Input<int>? StartingDeadlineSeconds { get; set; }
    [Input("successfulJobsHistoryLimit")] public Input<int>? SuccessfulJobsHistoryLimit { get; set; }
    [Input("timeZone")] public Input<string>? TimeZone { get; set; }
}

public class JobArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<JobSpecArgs>? Spec { get; set; }
}

public class JobSpecArgs : ResourceArgs
{
    [Input("activeDeadlineSeconds")] public Input<int>? ActiveDeadlineSeconds { get; set; }
    [Input("backoffLimit")] public Input<int>? BackoffLimit { get; set; }
    [Input("template", required: true)] public Input<Core.V1.PodTemplateSpecArgs> Template { get; set; } = null!;
}

public class JobTemplateSpecArgs : ResourceArgs
{
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<JobSpecArgs>? Spec { get; set; }
}
