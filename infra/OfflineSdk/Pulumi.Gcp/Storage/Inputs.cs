namespace Pulumi.Gcp.Storage.Inputs;

public sealed class BucketEncryptionArgs : ResourceArgs
{
    [Input("defaultKmsKeyName")] public Input<string>? DefaultKmsKeyName { get; set; }
}

public sealed class BucketIAMMemberConditionArgs : ResourceArgs
{
    [Input("expression", required: true)] public Input<string> Expression { get; set; } = null!;
    [Input("title", required: true)] public Input<string> Title { get; set; } = null!;
}

public sealed class BucketLifecycleRuleActionArgs : ResourceArgs
{
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class BucketLifecycleRuleArgs : ResourceArgs
{
    [Input("action", required: true)] public Input<BucketLifecycleRuleActionArgs> Action { get; set; } = null!;
    [Input("condition", required: true)] public Input<BucketLifecycleRuleConditionArgs> Condition { get; set; } = null!;
}

public sealed class BucketLifecycleRuleConditionArgs : ResourceArgs
{
    [Input("age")] public Input<int>? Age { get; set; }
    [Input("daysSinceNoncurrentTime")] public Input<int>? DaysSinceNoncurrentTime { get; set; }
    [Input("withState")] public Input<string>? WithState { get; set; }
}

public sealed class BucketLoggingArgs : ResourceArgs
{
    [Input("logBucket", required: true)] public Input<string> LogBucket { get; set; } = null!;
    [Input("logObjectPrefix")] public Input<string>? LogObjectPrefix { get; set; }
}

public sealed class BucketSoftDeletePolicyArgs : ResourceArgs
{
    [Input("retentionDurationSeconds")] public Input<int>? RetentionDurationSeconds { get; set; }
}

public sealed class BucketVersioningArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class TransferJobScheduleArgs : ResourceArgs
{
    [Input("repeatInterval")] public Input<string>? RepeatInterval { get; set; }
    [Input("scheduleStartDate", required: true)]
    public Input<TransferJobScheduleScheduleStartDateArgs> ScheduleStartDate { get; set; } = null!;
}

public sealed class TransferJobScheduleScheduleStartDateArgs : ResourceArgs
{
    [Input("day", required: true)] public Input<int> Day { get; set; } = null!;
    [Input("month", required: true)] public Input<int> Month { get; set; } = null!;
    [Input("year", required: true)] public Input<int> Year { get; set; } = null!;
}

public sealed class TransferJobTransferSpecArgs : ResourceArgs
{
    [Input("gcsDataSink")] public Input<TransferJobTransferSpecGcsDataSinkArgs>? GcsDataSink { get; set; }
    [Input("gcsDataSource")] public Input<TransferJobTransferSpecGcsDataSourceArgs>? GcsDataSource { get; set; }
    [Input("transferOptions")] public Input<TransferJobTransferSpecTransferOptionsArgs>? TransferOptions { get; set; }
}

public sealed class TransferJobTransferSpecGcsDataSinkArgs : ResourceArgs
{
    [Input("bucketName", required: true)] public Input<string> BucketName { get; set; } = null!;
    [Input("path")] public Input<string>? Path { get; set; }
}

public sealed class TransferJobTransferSpecGcsDataSourceArgs : ResourceArgs
{
    [Input("bucketName", required: true)] public Input<string> BucketName { get; set; } = null!;
    [Input("path")] public Input<string>? Path { get; set; }
}

public sealed class TransferJobTransferSpecTransferOptionsArgs : ResourceArgs
{
    [Input("deleteObjectsFromSourceAfterTransfer")] public Input<bool>? DeleteObjectsFromSourceAfterTransfer { get; set; }
    [Input("deleteObjectsUniqueInSink")] public Input<bool>? DeleteObjectsUniqueInSink { get; set; }
    [Input("overwriteWhen")] public Input<string>? OverwriteWhen { get; set; }
}
